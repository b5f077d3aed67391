/** The package that the tests hold the decoder against; it has no types of its own. */
declare module 'bencode' {
  const bencode: {
    encode(value: unknown): Uint8Array;
    decode(bytes: Uint8Array): unknown;
  };
  export = bencode;
}
