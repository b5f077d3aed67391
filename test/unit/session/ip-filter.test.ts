import { beforeEach, expect, test } from '@jest/globals';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const torrent = memoryTorrent({ sizes: 1 << 20 });
const { id } = torrent;
const OTHER = '10.0.0.2';

let world: World;
let machine: Machine;

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
  await machine.add(torrent);
});

const set = (list: string | null) =>
  machine.execute({ kind: 'set-ip-filter', base64: list && btoa(list) });

const peers = () => machine.row(id).peers;

/** Whether the other one is dialled when it is told of. */
async function dialled(address: string): Promise<boolean> {
  let count = 0;
  await ScriptedPeer.listen(world, { host: address, port: 7000 }, torrent, () => count++);
  await machine.meet(id, `${address}:7000`);
  await world.pass(30_000);
  return count > 0;
}

test('answers how many ranges there are, and how many lines were no good', async () => {
  expect(await set('10.0.0.2\n10.0.0.4/31\n?')).toEqual({ ranges: 2, skipped: 1 });
  expect(await set(null)).toEqual({ ranges: 0, skipped: 0 });
});

test('who is in it is not dialled, others are', async () => {
  await set(OTHER);
  expect(await dialled(OTHER)).toBe(false);
  expect(await dialled('10.0.0.3')).toBe(true);
});

test('who is in it is not accepted, others are', async () => {
  await set(OTHER);
  const refused = await ScriptedPeer.join(world, OTHER, machine, torrent);
  expect([refused.closed, refused.theirs]).toEqual([true, undefined]);
  await ScriptedPeer.join(world, '10.0.0.3', machine, torrent);
  await world.until('one peer', () => peers() === 1);
});

test('who is connected is cut off at once', async () => {
  const peer = await ScriptedPeer.join(world, OTHER, machine, torrent);
  await world.until('a peer', () => peers() === 1);
  await set(OTHER);
  expect(peers()).toBe(0);
  await world.until('closed', () => peer.closed, 1000);
});

test('it holds after a restart, and while the setting says so', async () => {
  await set(OTHER);
  await machine.session.stop();
  await machine.start();
  const refused = await ScriptedPeer.join(world, OTHER, machine, torrent);
  expect(refused.theirs).toBeUndefined();
  await machine.execute({ kind: 'set-settings', changes: { ipFilter: false } });
  await ScriptedPeer.join(world, OTHER, machine, torrent);
  await world.until('a peer', () => peers() === 1);
  await machine.execute({ kind: 'set-settings', changes: { ipFilter: true } });
  expect(peers()).toBe(0);
});

test('what is no list changes nothing', async () => {
  await set(OTHER);
  await expect(set('<html>')).rejects.toMatchObject({ code: 'bad-ip-filter' });
  expect(await dialled(OTHER)).toBe(false);
});
