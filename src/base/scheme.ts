/** How one kind of key signs and is checked, on raw bytes; signature.ts puts suites and spelling on top. */
export type Scheme = {
  /** Whether these bytes can be a public key. */
  isKey: (raw: Buffer) => boolean;
  /** May throw on foreign input: who calls it takes that for a no. */
  isSigned: (key: Buffer, bytes: Uint8Array, signature: Buffer) => boolean;
  /** A new private key as PKCS#8 PEM. */
  newPem: () => string;
  /** The raw public key and what signs, from a private key in PKCS#8 PEM; undefined for a key of another kind. */
  fromPem: (pem: string) => { key: Buffer; sign: (bytes: Uint8Array) => Buffer } | undefined;
};
