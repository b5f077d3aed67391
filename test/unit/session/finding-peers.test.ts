import { beforeEach, expect, test } from '@jest/globals';
import type { Settings } from '../../../src/api/settings.ts';
import { encode } from '../../../src/bencode/encode.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { decodeExtendedHandshake } from '../../../src/protocol/extension/extended-handshake.ts';
import { decodeUtPex, encodeUtPex } from '../../../src/protocol/extension/ut-pex.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { peerIdOf, ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const MINUTE = 60_000;
const torrent = memoryTorrent({ sizes: 300_000 });
const { id } = torrent;
const link = `magnet:?xt=urn:btih:${id}`;

let world: World;

beforeEach(() => {
  world = new World();
});

async function seedAt(address: string, from = torrent): Promise<Machine> {
  const seed = world.machine(address);
  seed.inLocalNetwork = true;
  await seed.start();
  await seed.put(from);
  await seed.add(from);
  await world.complete(from.id, seed);
  return seed;
}

async function startAt(address: string, settings: Partial<Settings> = {}) {
  const machine = world.machine(address);
  machine.inLocalNetwork = true;
  return machine.start({ settings });
}

/** One that exchanges peers, at an address of its own, and hears the other's extensions. */
async function gossipAt(address: string, machine: Machine, about = torrent) {
  const peer = await ScriptedPeer.dial(world, address, machine, about);
  const reserved = new Uint8Array(8);
  reserved[5] = 0x10;
  const handshakes: ReturnType<typeof decodeExtendedHandshake>[] = [];
  const told: ReturnType<typeof decodeUtPex>[] = [];
  peer.onExtended = (number, payload) => {
    if (number === 0) handshakes.push(decodeExtendedHandshake(payload));
    if (number === 3) told.push(decodeUtPex(payload));
  };
  peer.shakeHands({ reserved, peerId: peerIdOf(address) });
  const offer = encode({ m: { ut_pex: 3 }, p: 7777 });
  peer.send({ kind: 'extended', id: 0, payload: offer });
  await world.until('an extended handshake', () => handshakes.length > 0);
  return {
    peer,
    told,
    /** Under which messages are taken; undefined when they are not. */
    pexId: handshakes[0]!.utPex,
    tell: (...endpoints: Endpoint[]) => {
      const added = endpoints.map((endpoint) => ({ endpoint, flags: 0 }));
      const payload = encodeUtPex({ added, dropped: [] });
      peer.send({ kind: 'extended', id: handshakes[0]!.utPex ?? 2, payload });
    },
  };
}

function endpointOf(machine: Machine): Endpoint {
  return { host: machine.address, port: machine.session.status().listenPort! };
}

test('a torrent arrives from a seed that another peer told of', async () => {
  const seed = await seedAt('10.1.0.1');
  const leech = await startAt('10.2.0.1');
  await leech.add(torrent);
  const gossip = await gossipAt('10.3.0.1', leech);
  gossip.tell(endpointOf(seed));
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
});

test('a link finds its torrent at a seed that another peer told of', async () => {
  const seed = await seedAt('10.1.0.1');
  const leech = await startAt('10.2.0.1');
  await leech.addLink(link);
  const gossip = await gossipAt('10.3.0.1', leech);
  gossip.tell(endpointOf(seed));
  await world.until('metadata', () => leech.row(id).status !== 'metadata');
});

test('peers are told of each other, by where they listen, and never of themselves', async () => {
  const seed = await seedAt('10.1.0.1');
  const one = await gossipAt('10.3.0.1', seed);
  await world.pass(6000);
  expect(one.told).toEqual([]);
  const two = await gossipAt('10.3.0.2', seed);
  await world.pass(6000);
  const at = (host: string) => ({ endpoint: { host, port: 7777 }, flags: 0 });
  expect(one.told).toEqual([{ added: [at('10.3.0.2')], dropped: [] }]);
  expect(two.told).toEqual([{ added: [at('10.3.0.1')], dropped: [] }]);
  two.peer.leave();
  await world.pass(50_000);
  expect(one.told).toHaveLength(1);
  await world.pass(15_000);
  expect(one.told[1]).toEqual({
    added: [],
    dropped: [{ host: '10.3.0.2', port: 7777 }],
  });
});

test('nobody is told of one whose port is not known', async () => {
  const seed = await seedAt('10.1.0.1');
  const one = await gossipAt('10.3.0.1', seed);
  await ScriptedPeer.join(world, '10.3.0.2', seed, torrent, () => false);
  await world.pass(10_000);
  expect(one.told).toEqual([]);
});

test('ten messages at once end the connection', async () => {
  const leech = await startAt('10.2.0.1');
  await leech.add(torrent);
  await world.pass(50);
  const gossip = await gossipAt('10.3.0.1', leech);
  for (let count = 0; count < 10; count++) gossip.tell();
  await world.until('dropped', () => gossip.peer.closed);
  expect(leech.alerts).toMatchObject([
    { kind: 'peer-dropped', error: { code: 'flood' } },
  ]);
});

test('an empty dictionary, as aria2 sends it, and one of nonsense are borne', async () => {
  const leech = await startAt('10.2.0.1');
  await leech.add(torrent);
  await world.pass(50);
  const { peer, pexId } = await gossipAt('10.3.0.1', leech);
  for (const dict of [{}, { added: 1, dropped: [], 'added.f': 'x' }]) {
    peer.send({ kind: 'extended', id: pexId!, payload: encode(dict) });
  }
  await world.pass(1000);
  expect(peer.closed).toBe(false);
});

/** How often anybody was dialled at these addresses. */
async function dialsAt(hosts: readonly string[]): Promise<() => number> {
  let dials = 0;
  for (const host of hosts) {
    const { tcp } = world.network.host(host);
    await tcp.listen({ host, port: 1 }, (connection) => {
      dials++;
      connection.close();
    });
  }
  return () => dials;
}

test('of one who tells of 10,000 peers that are none, few are ever dialled', async () => {
  const leech = await startAt('10.2.0.1', { lsd: false });
  await leech.add(torrent);
  await world.pass(50);
  const victims = Array.from({ length: 250 }, (_, n) => `10.9.0.${n}`);
  const dials = await dialsAt(victims);
  const liar = await gossipAt('10.3.0.1', leech);
  for (let minute = 0; minute < 10; minute++) {
    for (let batch = 0; batch < 5; batch++) {
      const hosts = victims.slice(batch * 50, batch * 50 + 50);
      liar.tell(...hosts.map((host) => ({ host, port: 1 })));
      await world.pass(12_000);
    }
  }
  // 50 at first, then a few at a time, each tried three times.
  expect(dials()).toBeGreaterThan(50);
  expect(dials()).toBeLessThan(3 * 150);
  expect(liar.peer.closed).toBe(false);
}, 20_000);

test.each([
  ['a private torrent', {}, true],
  ['a torrent, when a person does not want it,', { pex: false }, false],
] as const)('of %s peers are neither told nor heard', async (_, settings, isPrivate) => {
  const about = isPrivate ? memoryTorrent({ sizes: 300_000, isPrivate: true }) : torrent;
  const leech = await startAt('10.2.0.1', { ...settings, lsd: false });
  await leech.add(about);
  const one = await gossipAt('10.3.0.1', leech, about);
  const two = await gossipAt('10.3.0.2', leech, about);
  expect([one.pexId, two.pexId]).toEqual([undefined, undefined]);
  const dials = await dialsAt(['10.9.0.1']);
  one.tell({ host: '10.9.0.1', port: 1 });
  await world.pass(2 * MINUTE);
  expect(dials()).toBe(0);
  expect([one.told, two.told]).toEqual([[], []]);
});

test('two in one local network find each other, and the torrent arrives', async () => {
  await seedAt('10.1.0.1');
  const leech = await startAt('10.1.0.2');
  await leech.add(torrent);
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
});

test('a link finds its torrent in the local network, and the torrent goes on from there', async () => {
  await seedAt('10.1.0.1');
  const leech = await startAt('10.1.0.2');
  await leech.addLink(link);
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
});

test.each([
  ['a private torrent', {}, true],
  ['a torrent, when a person does not want it,', { lsd: false }, false],
] as const)(
  '%s is not announced in the local network, nor found there',
  async (_, settings, isPrivate) => {
    const about = isPrivate
      ? memoryTorrent({ sizes: 300_000, isPrivate: true })
      : torrent;
    await seedAt('10.1.0.1', about);
    const heard: Uint8Array[] = [];
    const group = { host: '239.192.152.143', port: 6771 };
    await world.network.host('10.1.0.9').multicast.join(group, 1, (data) => {
      heard.push(data);
    });
    const before = heard.length;
    const leech = await startAt('10.1.0.2', settings);
    await leech.add(about);
    await world.pass(4 * MINUTE);
    expect(leech.row(about.id).peers).toBe(0);
    if (isPrivate) expect(heard).toHaveLength(before);
  },
);

test('says how it stands with the local network', async () => {
  const machine = await startAt('10.1.0.1');
  await world.pass(10);
  expect(machine.session.status().lsd).toEqual({ state: 'on', error: null });
  await machine.execute({ kind: 'set-settings', changes: { lsd: false } });
  expect(machine.session.status().lsd).toEqual({ state: 'off', error: null });
  const alone = await world.start('10.1.0.2');
  expect(alone.session.status().lsd).toMatchObject({
    state: 'unavailable',
    error: { code: 'denied' },
  });
});
