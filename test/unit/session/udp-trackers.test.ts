import { beforeEach, expect, test } from '@jest/globals';
import { ScriptedUdpTracker } from '../../support/scripted-udp-tracker.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const NAME = 'tracker.example';
const FOUR = '10.0.9.9';
const SIX = '2001:db8::99';

let world: World;
let torrent: MemoryTorrent;
let four: ScriptedUdpTracker;
let six: ScriptedUdpTracker;

beforeEach(async () => {
  world = new World();
  world.network.alias(FOUR, SIX);
  world.network.name(NAME, FOUR, SIX);
  const { udp } = world.network.host(FOUR);
  four = await ScriptedUdpTracker.start(udp, { host: '0.0.0.0', port: 6969 });
  six = await ScriptedUdpTracker.start(udp, { host: '::', port: 6969 });
  torrent = memoryTorrent({
    sizes: 200_000,
    trackers: [`udp://${NAME}:6969/announce`],
  });
});

/** The port that an announce tells of, and its event by number. */
const told = ({ heard }: ScriptedUdpTracker) =>
  heard
    .filter(({ action }) => action === 1)
    .map(({ datagram }) => {
      const view = new DataView(datagram.buffer);
      return { port: view.getUint16(96), event: view.getUint32(80) };
    });

test('a session finds the peers of either family, and tells both of its port', async () => {
  for (const number of [1, 2]) {
    world.network.alias(`10.0.0.${number}`, `2001:db8::${number}`);
  }
  const seeder = await world.start('10.0.0.1');
  await seeder.put(torrent);
  await seeder.add(torrent);
  await world.complete(torrent.id, seeder);
  const port = seeder.session.status().listenPort ?? 0;
  await world.until('announced', () => told(four).length > 0 && told(six).length > 0);
  expect([told(four)[0], told(six)[0]]).toEqual([
    { port, event: 2 },
    { port, event: 2 },
  ]);
  six.peers = [{ host: '2001:db8::1', port }];
  const leecher = await world.start('10.0.0.2');
  await leecher.add(torrent);
  await world.complete(torrent.id, leecher);
  expect(await leecher.differences(torrent)).toEqual([]);
});

test('a session that ends tells the trackers that it leaves', async () => {
  const machine = await world.start('10.0.0.1');
  await machine.add(torrent);
  await world.until('announced', () => told(four).length > 0);
  await world.settle(machine.session.stop());
  expect(told(four).map(({ event }) => event)).toEqual([2, 3]);
});

test('a session does not wait for a tracker that keeps silent when it ends', async () => {
  const machine = await world.start('10.0.0.1');
  await machine.add(torrent);
  await world.until('announced', () => told(four).length > 0);
  four.answer = () => undefined;
  const start = world.clock.now();
  await world.settle(machine.session.stop());
  expect(world.clock.now() - start).toBeLessThanOrEqual(5000);
});
