/** Randomness, as the host has it; tests seed it. */
export interface Random {
  /** `count` fresh bytes, fit for tokens and ids. */
  bytes(count: number): Uint8Array;
  /** A whole number from 0 up to, not including, `bound` (1 to 2^32). */
  integer(bound: number): number;
}
