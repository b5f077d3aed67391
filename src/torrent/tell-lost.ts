import { encodeDontHave } from '../protocol/extension/lt-donthave.ts';
import type { RemotePeer } from './remote-peer.ts';

/** Tells a peer which pieces we have no more, if it understands that (BEP 54). */
export function tellLost(peer: RemotePeer, pieces: readonly number[]): void {
  const id = peer.extensions?.dontHave;
  for (const piece of pieces) {
    peer.granted.delete(piece);
    if (id === undefined) continue;
    peer.connection.send({ kind: 'extended', id, payload: encodeDontHave(piece) });
  }
}
