import { expect, test } from '@jest/globals';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

test.each([
  ['beyond the local network', '81.0.0.2', true],
  ['the local network', '10.0.0.2', false],
])('a peer from %s that connects: by %s, reached: %s', async (_, host, reached) => {
  const world = new World();
  const torrent = memoryTorrent({ sizes: 1000 });
  const machine = await world.start('81.0.0.1');
  await machine.add(torrent);
  expect(machine.session.status().reached).toBe(false);
  const peer = await world.start(host);
  await peer.add(torrent);
  await world.pass(100);
  await peer.meet(torrent.id, machine);
  await world.pass(1000);
  expect(machine.session.status().reached).toBe(reached);
  expect(peer.session.status().reached).toBe(false);
});
