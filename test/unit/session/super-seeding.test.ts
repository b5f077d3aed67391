import { expect, test } from '@jest/globals';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const torrent = memoryTorrent({ sizes: 40 * 64 * 1024 });
const { id } = torrent;

async function seeder(world: World, superSeeding: boolean): Promise<Machine> {
  const seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(id, seed);
  await seed.execute({ kind: 'set-options', id, changes: { superSeeding } });
  return seed;
}

const join = (
  world: World,
  from: string,
  seed: Machine,
  has: (piece: number) => boolean,
) => ScriptedPeer.join(world, from, seed, torrent, has);

/** Pieces that a peer was told of one by one. */
const told = (peer: ScriptedPeer) =>
  peer.messages.flatMap((message) => (message.kind === 'have' ? [message.piece] : []));

test('a super seed tells each peer of one piece, and of the next when it was passed on', async () => {
  const world = new World();
  const seed = await seeder(world, true);
  const a = await join(world, '10.0.0.2', seed, () => false);
  const b = await join(world, '10.0.0.3', seed, () => false);
  await world.pass(5000);
  expect(a.heard('bitfield') || a.heard('have-all')).toBe(false);
  expect([told(a).length, told(b).length]).toEqual([1, 1]);
  const [piece] = told(a) as [number];
  expect(told(b)).not.toEqual([piece]);
  a.send({ kind: 'have', piece });
  await world.pass(5000);
  expect(told(a)).toEqual([piece]);
  b.send({ kind: 'have', piece });
  await world.pass(2000);
  expect(told(a).length).toBe(2);
});

test('it tells everything once the others have everything, or when it is told to', async () => {
  const world = new World();
  const seed = await seeder(world, true);
  const a = await join(world, '10.0.0.2', seed, () => false);
  await join(world, '10.0.0.3', seed, (piece) => piece > 0);
  await world.pass(3000);
  expect(told(a).length).toBe(1);
  await seed.execute({ kind: 'set-options', id, changes: { superSeeding: false } });
  await world.pass(100);
  expect(new Set(told(a)).size).toBe(torrent.pieceCount);
});

test('it uploads hardly more than once all there is, and everyone completes', async () => {
  const given = async (superSeeding: boolean) => {
    const world = new World();
    const seed = await seeder(world, superSeeding);
    const machines: Machine[] = [];
    for (const number of [2, 3, 4, 5]) {
      const machine = await world.start(`10.0.0.${number}`);
      await machine.add(torrent);
      await world.pass(50);
      machines.push(machine);
    }
    for (const machine of machines) await machine.meet(id, seed, ...machines);
    await world.complete(id, ...machines);
    for (const machine of machines) {
      expect(await machine.differences(torrent)).toEqual([]);
    }
    return seed.row(id).uploaded / torrent.content.length;
  };
  expect(await given(true)).toBeLessThan(1.3);
  expect(await given(false)).toBeGreaterThan(1.3);
});
