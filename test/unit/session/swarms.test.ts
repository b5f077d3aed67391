import { beforeEach, describe, expect, test } from '@jest/globals';
import { encode } from '../../../src/bencode/encode.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import { truncated } from '../../../src/metainfo/info-hash.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { peerIdOf, ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const hybrid = memoryTorrent({ version: 'hybrid', sizes: { a: 200_000, b: 70_000 } });
const v2Only = memoryTorrent({ version: 'v2', sizes: 200_000 });
const v1Only = memoryTorrent({ sizes: 200_000 });

const V1 = hybrid.hashes.v1!;
const V2 = truncated(hybrid.hashes.v2!);
/** The bit that offers to go on under the v2 name. */
const UPGRADE = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0x10]);
const PEER = { host: '10.0.0.7', port: 7 };

let world: World;
let machine: Machine;

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
});

async function seedOf(torrent: MemoryTorrent, address = '10.0.0.1'): Promise<Machine> {
  const seed = await world.start(address);
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
  return seed;
}

/** Runs the torrent, and shows who dials the peer at PEER, as it hears them. */
async function dialled(
  torrent: MemoryTorrent,
  onPeer: (peer: ScriptedPeer, count: number) => void = () => {},
): Promise<ScriptedPeer[]> {
  const peers: ScriptedPeer[] = [];
  await ScriptedPeer.listen(world, PEER, torrent, (peer) => {
    peers.push(peer);
    onPeer(peer, peers.length);
  });
  await machine.add(torrent);
  await machine.meet(torrent.id, `${PEER.host}:${PEER.port}`);
  await world.until('dialled', () => peers[0]?.theirs !== undefined);
  return peers;
}

const nameOf = ({ theirs }: ScriptedPeer) => theirs && toHex(theirs.infoHash);
const upgrades = ({ theirs }: ScriptedPeer) => (theirs!.reserved[7]! & 0x10) !== 0;

describe('who is dialled', () => {
  test.each([
    ['a v1 torrent', v1Only, false],
    ['a v2 torrent', v2Only, true],
    ['a hybrid', hybrid, true],
  ])(
    'hears the first name of %s, and whether BEP 52 is known',
    async (_, torrent, bit) => {
      const [peer] = await dialled(torrent);
      expect(nameOf(peer!)).toBe(torrent.names[0]);
      expect(upgrades(peer!)).toBe(bit);
    },
  );

  test.each([
    ['either name of a hybrid', hybrid, [V1, V2]],
    ['the one name of a v2 torrent', v2Only, [truncated(v2Only.hashes.v2!)]],
  ])('may answer by %s', async (_, torrent, answers) => {
    for (const infoHash of answers) {
      world = new World();
      machine = await world.start('10.0.0.1');
      const shake = (peer: ScriptedPeer) => peer.shakeHands({ infoHash });
      const [peer] = await dialled(torrent, shake);
      await world.until('connected', () => machine.row(torrent.id).peers === 1);
      await world.pass(1000);
      expect(peer!.closed).toBe(false);
    }
  });

  test.each([
    ['a name it was not asked by', v1Only, V1],
    ['no name of the torrent', hybrid, new Uint8Array(20)],
    ['the truncated hash of another', v2Only, V2],
  ])('is dropped when it answers by %s', async (_, torrent, infoHash) => {
    const [peer] = await dialled(torrent, (one) => one.shakeHands({ infoHash }));
    await world.until('closed', () => peer!.closed);
    expect(machine.row(torrent.id).peers).toBe(0);
    expect(machine.alerts).toMatchObject([{ error: { code: 'wrong-info-hash' } }]);
  });

  test('is asked by the other name when it had no answer to the first', async () => {
    const peers = await dialled(hybrid, (peer, count) => {
      if (count === 2) peer.shakeHands({ infoHash: V2 });
      else world.clock.timer(5, () => peer.leave());
    });
    await world.until('connected', () => machine.row(hybrid.id).peers === 1);
    expect(peers.map(nameOf)).toEqual([toHex(V1), toHex(V2)]);
  });

  test('may not answer the v2 name by the v1 one', async () => {
    const peers = await dialled(hybrid, (peer, count) => {
      if (count === 2) peer.shakeHands({ infoHash: V1 });
      else world.clock.timer(5, () => peer.leave());
    });
    await world.until('closed', () => peers[1]?.closed === true);
    expect(nameOf(peers[1]!)).toBe(toHex(V2));
    expect(machine.row(hybrid.id).peers).toBe(0);
  });
});

describe('who dials a hybrid', () => {
  const none = new Uint8Array(8);

  test.each([
    ['the v1 name and the bit', V1, UPGRADE, V2],
    ['the v1 name alone', V1, none, V1],
    ['the v2 name and the bit', V2, UPGRADE, V2],
    ['the v2 name alone', V2, none, V2],
  ])(
    'by %s is answered by the best name for both',
    async (_, infoHash, reserved, answer) => {
      await machine.add(hybrid);
      await world.pass(100);
      const peer = await ScriptedPeer.dial(world, PEER.host, machine, hybrid);
      peer.shakeHands({ infoHash, reserved });
      await world.until('answered', () => peer.theirs !== undefined);
      expect(nameOf(peer)).toBe(toHex(answer));
      expect(machine.row(hybrid.id).peers).toBe(1);
    },
  );

  test.each([
    ['v1', v1Only, v1Only.infoHash, UPGRADE],
    ['v2', v2Only, v2Only.infoHash, none],
  ])(
    'or a %s torrent gets the one name that there is',
    async (_, torrent, name, reserved) => {
      await machine.add(torrent);
      await world.pass(100);
      const peer = await ScriptedPeer.dial(world, PEER.host, machine, torrent);
      peer.shakeHands({ reserved });
      await world.until('answered', () => peer.theirs !== undefined);
      expect(nameOf(peer)).toBe(toHex(name));
    },
  );

  test('by another name is not answered', async () => {
    await machine.add(v1Only);
    await world.pass(100);
    const peer = await ScriptedPeer.dial(world, PEER.host, machine, hybrid);
    peer.shakeHands({ infoHash: V2, reserved: UPGRADE });
    await world.until('closed', () => peer.closed);
    expect(peer.theirs).toBeUndefined();
  });

  test('under both names is one peer', async () => {
    await machine.add(hybrid);
    await world.pass(100);
    const peerId = peerIdOf('twice');
    const one = await ScriptedPeer.dial(world, PEER.host, machine, hybrid);
    one.shakeHands({ infoHash: V1, peerId });
    await world.until('answered', () => one.theirs !== undefined);
    const other = await ScriptedPeer.dial(world, PEER.host, machine, hybrid);
    other.shakeHands({ infoHash: V2, peerId });
    await world.until('closed', () => other.closed);
    expect(machine.row(hybrid.id).peers).toBe(1);
    expect(one.closed).toBe(false);
  });

  test('from its own machine is nobody', async () => {
    await machine.add(hybrid);
    await world.pass(100);
    await machine.meet(hybrid.id, machine);
    await world.pass(60_000);
    expect(machine.row(hybrid.id).peers).toBe(0);
    expect(machine.power.connections.size).toBe(0);
  });
});

test.each([
  ['v2 torrent', v2Only],
  ['hybrid', hybrid],
])('a %s arrives whole from one that has it', async (_, torrent) => {
  const seed = await seedOf(torrent, '10.0.0.2');
  await machine.add(torrent);
  await machine.meet(torrent.id, seed);
  await world.complete(torrent.id, machine);
  expect(await machine.differences(torrent)).toEqual([]);
});

test('a hybrid arrives whole from one that knows v1 only', async () => {
  await dialled(hybrid, (peer) => {
    peer.shakeHands({ infoHash: V1 });
    peer.sendBitfield(() => true);
    peer.serve();
  });
  await world.complete(hybrid.id, machine);
  expect(await machine.differences(hybrid)).toEqual([]);
});

test('downloaders of a hybrid who dial each other at once stay connected', async () => {
  const other = await world.start('10.0.0.2');
  await machine.add(hybrid);
  await other.add(hybrid);
  await world.pass(100);
  await Promise.all([machine.meet(hybrid.id, other), other.meet(hybrid.id, machine)]);
  await world.pass(60_000);
  expect([machine.row(hybrid.id).peers, other.row(hybrid.id).peers]).toEqual([1, 1]);
});

describe('with a tracker', () => {
  let tracker: MemoryTracker;
  let torrent: MemoryTorrent;

  beforeEach(async () => {
    tracker = await MemoryTracker.start(world, '10.0.9.9');
    torrent = memoryTorrent({ version: 'hybrid', trackers: [tracker.url] });
  });

  const eventsOf = (host: string, name: string) =>
    tracker.announces
      .filter((announce) => announce.from === host && announce.name === name)
      .map(({ event }) => event);

  test('a hybrid is announced from start to end under both names', async () => {
    const seed = await seedOf(torrent, '10.0.0.2');
    await world.until('announced', () => tracker.announces.length === 2);
    await machine.add(torrent);
    await world.complete(torrent.id, machine);
    await world.pass(1000);
    await world.settle(machine.session.stop());
    for (const name of torrent.names) {
      expect(eventsOf('10.0.0.1', name)).toEqual(['started', 'completed', 'stopped']);
      expect(eventsOf(seed.address, name)).toEqual(['started']);
    }
  });

  test.each([0, 1])(
    'a peer of swarm %i is dialled by the name of that swarm',
    async (at) => {
      const peers: ScriptedPeer[] = [];
      await ScriptedPeer.listen(world, PEER, torrent, (peer) => peers.push(peer));
      const compact = Uint8Array.from([10, 0, 0, 7, 0, PEER.port]);
      tracker.answer = ({ name }) =>
        encode({ interval: 1800, peers: name === torrent.names[at] ? compact : '' });
      await machine.add(torrent);
      await world.until('dialled', () => peers[0]?.theirs !== undefined);
      expect(nameOf(peers[0]!)).toBe(torrent.names[at]);
    },
  );

  test('who is refused under one name only has no error', async () => {
    let refused = [torrent.names[1]];
    tracker.answer = ({ name }) =>
      refused.includes(name)
        ? encode({ 'failure reason': 'not registered' })
        : encode({ interval: 60, peers: '' });
    await machine.add(torrent);
    await world.until('announced', () => tracker.announces.length >= 2);
    await world.pass(1000);
    expect(machine.row(torrent.id).trackerError).toBeNull();
    refused = torrent.names.slice();
    await world.pass(120_000);
    expect(machine.row(torrent.id).trackerError?.code).toBe('refused-by-tracker');
  });
});
