import { expect, test } from '@jest/globals';
import { LT_DONTHAVE } from '../../../src/protocol/extension/ids.ts';
import type { PeerMessage } from '../../../src/protocol/peer-wire/message.ts';
import { Heard } from '../../../src/torrent/heard.ts';

const have = (piece: number): PeerMessage => ({ kind: 'have', piece });
const offer = (piece: number): PeerMessage => ({ kind: 'allowed-fast', piece });
const CHOKE: PeerMessage = { kind: 'choke' };
const UNCHOKE: PeerMessage = { kind: 'unchoke' };
const ALL: PeerMessage = { kind: 'have-all' };

function heard(...messages: PeerMessage[]): Heard {
  const all = new Heard();
  for (const message of messages) all.take(message);
  return all;
}

test('what it has in all replaces what it said of its pieces, and no offers', () => {
  const lost: PeerMessage = {
    kind: 'extended',
    id: LT_DONTHAVE,
    payload: Uint8Array.of(0, 0, 0, 7),
  };
  expect(heard(have(1), offer(2), lost, ALL, have(3)).messages).toEqual([
    ALL,
    have(3),
    offer(2),
  ]);
});

test('of choking and of interest the last word counts, however many there were', () => {
  const minds = Array.from({ length: 5001 }, (_, at) => (at % 2 ? UNCHOKE : CHOKE));
  expect(heard(ALL, ...minds, { kind: 'interested' }).messages).toEqual([
    ALL,
    CHOKE,
    { kind: 'interested' },
  ]);
});

test('a thousand are kept, and of who says more nothing', () => {
  const haves = Array.from({ length: 999 }, (_, piece) => have(piece));
  expect(heard(...haves, offer(1)).messages).toHaveLength(1000);
  const more = heard(...haves, offer(1), have(1000), ALL);
  expect(more.messages).toBeUndefined();
  expect(more.hasPieces).toBe(false);
});

test('bytes are kept though their buffer is used again', () => {
  const bits = Uint8Array.of(0x80);
  const all = heard({ kind: 'bitfield', bits });
  bits.fill(0);
  expect(all.messages).toEqual([{ kind: 'bitfield', bits: Uint8Array.of(0x80) }]);
});
