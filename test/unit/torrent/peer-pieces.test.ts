import { expect, test } from '@jest/globals';
import { Bitfield } from '../../../src/bytes/bitfield.ts';
import { MAX_PIECES } from '../../../src/metainfo/metainfo-limits.ts';
import { FloodGuard } from '../../../src/peer/flood-guard.ts';
import type { PiecePicker } from '../../../src/picker/piece-picker.ts';
import { PeerPieces } from '../../../src/torrent/peer-pieces.ts';
import type { RemotePeer } from '../../../src/torrent/remote-peer.ts';

function peerOf(pieceCount: number): RemotePeer {
  const guard = new FloodGuard();
  const idleTalk = (cost = 1) => guard.count(0, cost);
  const has = new Bitfield(pieceCount);
  return { has, counted: false, idleTalk } as unknown as RemotePeer;
}

const pieces = new PeerPieces({ count: () => {} } as unknown as PiecePicker);

test('who tells of the most pieces that a torrent can have is heard, and not for ever', () => {
  const peer = peerOf(MAX_PIECES);
  const bits = new Uint8Array(MAX_PIECES / 8).fill(1);
  pieces.told(peer, { kind: 'bitfield', bits });
  expect(peer.has.count).toBe(MAX_PIECES / 8);
  const again = () => {
    for (let time = 0; time < 5; time++) pieces.told(peer, { kind: 'have-all' });
  };
  expect(again).toThrow(expect.objectContaining({ code: 'flood' }));
});
