import { beforeEach, expect, test } from '@jest/globals';
import { loadDht } from '../../../src/session/dht-record.ts';
import type { Machine, StartOptions } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const ROUTER = '81.0.0.1';
const PORT = 6881;
const MINUTE = 60_000;
const torrent = memoryTorrent({});
const link = `magnet:?xt=urn:btih:${torrent.id}`;

let world: World;

beforeEach(() => {
  world = new World();
});

/** A machine whose DHT begins with the router, by its name or address. */
function start(address: string, router = `${ROUTER}:${PORT}`): Promise<Machine> {
  return world.start(address, withDht(router));
}

function withDht(...dhtRouters: string[]): StartOptions {
  return { settings: { dht: true, dhtRouters, listenPort: PORT } };
}

/** So many machines that know each other by the DHT. */
async function network(count: number): Promise<Machine[]> {
  const machines: Machine[] = [];
  for (let index = 1; index <= count; index++) {
    machines.push(await start(`81.0.${index}.1`.replace('81.0.1.1', ROUTER)));
  }
  await world.until('all know nodes', () =>
    machines.every(({ session }) => session.status().dht.nodes >= Math.min(count, 8) - 1),
  );
  return machines;
}

test('a link without a tracker is enough, by the DHT alone', async () => {
  const [, , , seed, , , , leecher] = await network(12);
  await seed!.put(torrent);
  await seed!.add(torrent);
  await world.complete(torrent.id, seed!);
  await leecher!.addLink(link);
  await world.until('its torrent', () =>
    leecher!.session
      .rows()
      .some(({ id, status }) => id === torrent.id && status !== 'metadata'),
  );
  await world.complete(torrent.id, leecher!);
  // Itself it finds there, too, as it has announced itself; it does not count.
  await world.pass(MINUTE);
  const { known } = (await leecher!.execute({ kind: 'get-peers', id: torrent.id })) as {
    known: Record<string, number>;
  };
  expect(known).toMatchObject({ dht: 1 });
});

test('the status says how many nodes are known, and from where we are seen', async () => {
  const [router, other] = await network(10);
  await world.pass(MINUTE);
  const { dht } = other!.session.status();
  expect(dht).toMatchObject({
    state: 'on',
    error: null,
    externalAddresses: ['81.0.2.1'],
  });
  expect(dht.nodes).toBeGreaterThan(6);
  expect(router!.session.status().dht.nodes).toBeGreaterThan(6);
});

test('without a node it is starting, and goes on once a name can be found', async () => {
  const lonely = await start('81.0.9.1', 'router.example:6881');
  await world.pass(MINUTE);
  expect(lonely.session.status().dht).toMatchObject({ state: 'starting', nodes: 0 });
  await network(4);
  world.network.name('router.example', ROUTER);
  await world.until('a node', () => lonely.session.status().dht.nodes > 0, 2 * MINUTE);
});

test.each([
  ['of a torrent', (it: Machine) => it.add(memoryTorrent({ nodes: [[ROUTER, PORT]] }))],
  ['of a link', (it: Machine) => it.addLink(`${link}&dht=${ROUTER}:${PORT}`)],
])('the nodes %s are enough to begin with', async (_, add) => {
  const [, , , seed] = await network(6);
  await seed!.put(torrent);
  await seed!.add(torrent);
  await world.complete(torrent.id, seed!);
  const leecher = await world.start('81.0.9.1', withDht());
  await add(leecher);
  await world.until('its torrent', () =>
    leecher.session.rows().some(({ status }) => status === 'seeding'),
  );
});

test('the nodes of before are enough for the next start', async () => {
  const machines = await network(10);
  const last = machines.at(-1)!;
  await last.session.stop();
  await machines[0]!.session.stop();
  await last.start(withDht());
  await world.until('nodes', () => last.session.status().dht.nodes > 3);
});

test('the nodes of before are forgotten where all routers are others: so is the DHT', async () => {
  const [, , , last] = await network(9);
  const change = (...dhtRouters: string[]) =>
    last!.execute({ kind: 'set-settings', changes: { dhtRouters } });
  const nodes = () => last!.session.status().dht.nodes;
  await world.settle(change('81.99.0.1:1', `${ROUTER}:${PORT}`));
  await world.until('nodes', () => nodes() > 3);
  await world.settle(change('81.99.0.1:1'));
  await world.until('nodes', () => nodes() > 3, 1000);
  await world.settle(change('81.99.0.2:1'));
  await world.pass(1000);
  expect(nodes()).toBe(0);
});

test('the nodes of before outlast a start without a network', async () => {
  const machines = await network(10);
  const last = machines.at(-1)!;
  for (const { session } of machines) await world.settle(session.stop());
  await last.start(withDht());
  await world.pass(MINUTE);
  await world.settle(last.session.stop());
  const { ipv4 } = await loadDht(last.store, []);
  expect(ipv4?.nodes.length).toBeGreaterThan(3);
});

test('switched off it is silent, and a search waits until it is on again', async () => {
  const [, seed, leecher] = await network(10);
  await seed!.put(torrent);
  await seed!.add(torrent);
  await leecher!.execute({ kind: 'set-settings', changes: { dht: false } });
  expect(leecher!.session.status().dht).toMatchObject({ state: 'off', nodes: 0 });
  await leecher!.addLink(link);
  await world.pass(5 * MINUTE);
  expect(leecher!.session.rows()).toMatchObject([{ status: 'metadata', peers: 0 }]);
  await leecher!.execute({ kind: 'set-settings', changes: { dht: true } });
  await world.until('its torrent', () =>
    leecher!.session.rows().some(({ status }) => status !== 'metadata'),
  );
});

test('peers tell each other of their nodes', async () => {
  const [seed] = await network(9);
  await seed!.put(torrent);
  await seed!.add(torrent);
  const outsider = await start('81.0.50.1', '81.99.0.1:1');
  await world.pass(MINUTE);
  expect(outsider.session.status().dht.nodes).toBe(0);
  await outsider.add(torrent);
  await outsider.meet(torrent.id, seed!);
  await world.until('nodes', () => outsider.session.status().dht.nodes > 3);
});

test('a private torrent is not told to the DHT, nor looked for', async () => {
  const hidden = memoryTorrent({ name: 'hidden', isPrivate: true });
  const [, seed, leecher] = await network(10);
  await seed!.put(hidden);
  for (const machine of [seed!, leecher!]) await machine.add(hidden);
  await world.pass(10 * MINUTE);
  expect(leecher!.row(hidden.id)).toMatchObject({ done: 0, peers: 0 });
});

test('a port that another program has is left to it, and another one taken', async () => {
  const host = world.network.host('81.0.7.1');
  await host.udp.bind({ host: '0.0.0.0', port: PORT }, () => {});
  await start(ROUTER);
  const machine = await start('81.0.7.1');
  await world.until('a node', () => machine.session.status().dht.nodes > 0);
});
