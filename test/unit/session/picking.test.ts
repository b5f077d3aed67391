import { beforeEach, expect, test } from '@jest/globals';
import type { TorrentDetails } from '../../../src/api/snapshot.ts';
import type { BlockRange } from '../../../src/protocol/peer-wire/message.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const PIECE = 64 * KIB;
/** Three files of four pieces each. */
const torrent = memoryTorrent({
  sizes: { a: 4 * PIECE, b: 4 * PIECE, c: 4 * PIECE },
});
const { id } = torrent;

let world: World;
let leech: Machine;

beforeEach(async () => {
  world = new World();
  leech = await world.start('10.0.0.1');
  await leech.add(torrent);
  await world.pass(50);
});

const join = (from: string, has?: (piece: number) => boolean) =>
  ScriptedPeer.join(world, from, leech, torrent, has);

/** The pieces in the order in which a peer that has all is first asked for each. */
async function asked(): Promise<number[]> {
  const peer = await join('10.0.0.2');
  const order = new Set<number>();
  peer.serve((range: BlockRange) => {
    order.add(range.piece);
    peer.sendBlock(range);
  });
  await world.complete(id, leech);
  return [...order];
}

test('files of high priority come first, of low priority last', async () => {
  const set = (files: number[], priority: 'high' | 'low') =>
    leech.execute({ kind: 'set-priorities', id, files, priority });
  await set([1], 'high');
  await set([0], 'low');
  const order = await asked();
  expect(order.slice(0, 4).sort()).toEqual([4, 5, 6, 7]);
  expect(order.slice(8).sort()).toEqual([0, 1, 2, 3]);
});

test('priorities are kept, and told', async () => {
  await leech.execute({ kind: 'set-priorities', id, files: [2], priority: 'skip' });
  await leech.execute({ kind: 'set-priorities', id, files: [0], priority: 'high' });
  await world.settle(leech.session.stop());
  await leech.start();
  const details = (await leech.execute({ kind: 'get-details', id })) as TorrentDetails;
  expect(details.files.map(({ index, priority }) => [index, priority])).toEqual([
    [0, 'high'],
    [1, 'normal'],
    [2, 'skip'],
  ]);
  expect(await asked()).toHaveLength(8);
});

test('in sequential mode pieces come from the first to the last', async () => {
  await leech.execute({ kind: 'set-options', id, changes: { sequential: true } });
  const order = await asked();
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test('blocks of one who falls silent come from another within five seconds', async () => {
  const silent = await join('10.0.0.5');
  let sent = 0;
  silent.serve((range: BlockRange) => {
    if (sent++ < 8) silent.sendBlock(range);
  });
  await world.until('some had', () => leech.row(id).done > 0);
  const other = await join('10.0.0.6');
  other.serve();
  const from = world.clock.now();
  await world.complete(id, leech);
  expect(world.clock.now() - from).toBeLessThan(5000);
});

test('what one has alone does not wait for pieces that nobody has', async () => {
  const silent = await join('10.0.0.5', (piece) => piece < 6);
  silent.send({ kind: 'unchoke' });
  await world.until('asked', () => silent.requests.length > 0);
  const other = await join('10.0.0.6', (piece) => piece < 6);
  other.serve();
  const from = world.clock.now();
  await world.until('all there is', () => leech.row(id).done === 6 * PIECE);
  expect(world.clock.now() - from).toBeLessThan(5000);
});
