import type { Random } from '../ports/random.ts';

/** Our peer id for one start of the program (BEP 20): "-RL0100-" and twelve random bytes. */
export function newPeerId(random: Random): Uint8Array {
  const id = new Uint8Array(20);
  id.set(new TextEncoder().encode('-RL0100-'));
  id.set(random.bytes(12), 8);
  return id;
}
