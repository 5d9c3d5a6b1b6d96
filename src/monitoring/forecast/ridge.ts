/**
 * Least squares with a penalty on the size of the coefficients, by the normal equations. Sums over rows are kept, so that
 * rows can be added, taken away, and the same sums solved for many right-hand sides and penalties.
 */
export type Sums = { size: number; rows: number; products: Float64Array };

export const noSums = (size: number): Sums => ({ size, rows: 0, products: new Float64Array(size * size) });

export const copySums = (sums: Sums): Sums => ({ ...sums, products: sums.products.slice() });

/** Adds (`sign` 1) or takes away (-1) the products of one row; only the lower triangle is kept. */
export const addRow = (sums: Sums, table: Float32Array, row: number, sign: 1 | -1): void => {
  const { size, products } = sums;
  const from = row * size;
  for (let i = 0; i < size; i++) {
    const x = table[from + i]! * sign;
    if (x === 0) continue;
    const at = i * size;
    for (let j = 0; j <= i; j++) products[at + j]! += x * table[from + j]!;
  }
  sums.rows += sign;
};

/** Lower Cholesky factor of the sums with the penalty on the diagonal; the first column, the constant, goes free. */
export const factor = ({ size, rows, products }: Sums, penalty: number): Float64Array => {
  const l = products.slice();
  for (let i = 0; i < size; i++) l[i * size + i]! += i === 0 ? 1e-9 * rows : Math.max(penalty, 1e-9) * rows;
  for (let j = 0; j < size; j++) {
    const atJ = j * size;
    for (let i = j; i < size; i++) {
      const atI = i * size;
      let sum = l[atI + j]!;
      for (let k = 0; k < j; k++) sum -= l[atI + k]! * l[atJ + k]!;
      l[atI + j] = i === j ? Math.sqrt(sum) : sum / l[atJ + j]!;
    }
  }
  return l;
};

export const solve = (l: Float64Array, size: number, right: Float64Array): Float64Array => {
  const x = right.slice();
  for (let i = 0; i < size; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * size + k]! * x[k]!;
    x[i] = sum / l[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < size; k++) sum -= l[k * size + i]! * x[k]!;
    x[i] = sum / l[i * size + i]!;
  }
  return x;
};

export const dot = (coefficients: Float64Array, table: Float32Array, row: number): number => {
  const from = row * coefficients.length;
  let sum = 0;
  for (let j = 0; j < coefficients.length; j++) sum += coefficients[j]! * table[from + j]!;
  return sum;
};
