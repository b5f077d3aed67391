import { beforeEach, expect, test } from '@jest/globals';
import { Haves } from '../../../src/torrent/haves.ts';
import type { RemotePeer } from '../../../src/torrent/remote-peer.ts';

let writes: Uint8Array[][];
let haves: Haves;

beforeEach(() => {
  writes = [[], []];
  const peers = writes.map((mine) => ({
    connection: { write: (bytes: Uint8Array) => mine.push(bytes) },
  }));
  haves = new Haves(() => peers as unknown as RemotePeer[]);
});

const have = (piece: number) => [0, 0, 0, 5, 4, 0, 0, 0, piece];

test('each peer hears of all pieces of one turn in one write of its own', async () => {
  for (const piece of [7, 3]) {
    void Promise.resolve().then(() => haves.add(piece));
  }
  await new Promise(setImmediate);
  const message = Uint8Array.from([...have(7), ...have(3)]);
  expect(writes).toEqual([[message], [message]]);
  expect(writes[0]![0]!.buffer).not.toBe(writes[1]![0]!.buffer);
});

test('of those of the next turn it hears in another', async () => {
  haves.add(1);
  await new Promise(setImmediate);
  haves.add(2);
  await new Promise(setImmediate);
  expect(writes[0]).toEqual([Uint8Array.from(have(1)), Uint8Array.from(have(2))]);
});

test('what is told at once is not told again', async () => {
  haves.add(1);
  haves.tell();
  expect(writes[0]).toHaveLength(1);
  await new Promise(setImmediate);
  expect(writes[0]).toHaveLength(1);
});
