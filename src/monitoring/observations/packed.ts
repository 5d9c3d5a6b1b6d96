/**
 * Whole numbers in as few bytes as they need (LEB128), small in both directions by zigzag. Numbers up to 2^53 go in: by
 * multiplication, because JavaScript shifts 32 bits.
 */
export class PackedWriter {
  #bytes = Buffer.allocUnsafe(512);
  #length = 0;

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = Buffer.allocUnsafe(this.#bytes.length * 2 + more);
    this.#bytes.copy(wider, 0, 0, this.#length);
    this.#bytes = wider;
  }

  unsigned(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  float(value: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  /** A column of whole numbers in which the same follows the same: (how many, what), … */
  runs(column: readonly number[]): void {
    for (let i = 0; i < column.length;) {
      const value = column[i]!;
      let end = i + 1;
      while (end < column.length && column[end] === value) end += 1;
      this.unsigned(end - i);
      this.signed(value);
      i = end;
    }
  }

  take(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** Reads what a writer wrote, in the same order. */
export class PackedReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  unsigned(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new RangeError("packed numbers end too early");
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }

  float(): number {
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return value;
  }

  runs(length: number): number[] {
    const column: number[] = [];
    while (column.length < length) {
      const count = this.unsigned();
      const value = this.signed();
      for (let i = 0; i < count; i++) column.push(value);
    }
    return column;
  }
}
