import { PEER_ID_START } from '../bytes/program.ts';
import type { Random } from '../ports/random.ts';

/** Our peer id for one start of the program (BEP 20): the program and twelve random bytes. */
export function newPeerId(random: Random): Uint8Array {
  const id = new Uint8Array(20);
  id.set(new TextEncoder().encode(PEER_ID_START));
  id.set(random.bytes(12), 8);
  return id;
}
