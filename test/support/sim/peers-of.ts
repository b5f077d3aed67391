import type { TorrentPeers } from '../../../src/api/peers.ts';
import type { Machine } from './machine.ts';

/** As a window sees them. */
export async function peersOf(machine: Machine, id: string): Promise<TorrentPeers> {
  return (await machine.execute({ kind: 'get-peers', id })) as TorrentPeers;
}
