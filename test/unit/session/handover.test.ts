import { beforeEach, describe, expect, test } from '@jest/globals';
import { homeLine } from '../../../background/platform/memory/line.ts';
import { encode } from '../../../src/bencode/encode.ts';
import { concat } from '../../../src/bytes/concat.ts';
import { StorageError } from '../../../src/errors/storage-error.ts';
import { LT_DONTHAVE, UT_METADATA } from '../../../src/protocol/extension/ids.ts';
import type { PeerMessage } from '../../../src/protocol/peer-wire/message.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { peerIdOf, ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const HOST = '10.0.0.7';
const PORT = 256;
/** Extension protocol and fast extension. */
const RESERVED = Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, 0x04);
const torrent = memoryTorrent({ sizes: { a: 150_000, b: 60_000 }, pieceLength: 16_384 });
const { id, pieceCount } = torrent;
const LINK = `magnet:?xt=urn:btih:${id}`;

let world: World;
let machine: Machine;

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
});

/** Who has the metadata, says all that at once, and gives what it is asked for. */
async function giver(
  says: readonly PeerMessage[],
  gave: (peer: ScriptedPeer) => void = () => {},
  of = torrent,
): Promise<ScriptedPeer[]> {
  const peers: ScriptedPeer[] = [];
  await ScriptedPeer.listen(world, { host: HOST, port: PORT }, of, (peer) => {
    peers.push(peer);
    peer.shakeHands({ reserved: RESERVED, peerId: peerIdOf(HOST) });
    peer.onExtended = (given) => {
      if (given !== 7) return;
      const head = encode({ msg_type: 1, piece: 0, total_size: of.info.length });
      const payload = concat([head, of.info]);
      peer.send({ kind: 'extended', id: UT_METADATA, payload });
      gave(peer);
    };
    peer.onRequest = (range) => peer.sendBlock(range);
    for (const message of says) peer.send(message);
    const hello = { m: { ut_metadata: 7 }, metadata_size: of.info.length };
    peer.send({ kind: 'extended', id: 0, payload: encode(hello) });
  });
  return peers;
}

const ALL: PeerMessage = { kind: 'have-all' };
const UNCHOKE: PeerMessage = { kind: 'unchoke' };
const CHOKE: PeerMessage = { kind: 'choke' };

function bits(has: (piece: number) => boolean): PeerMessage {
  const bytes = new Uint8Array(Math.ceil(pieceCount / 8));
  for (let piece = 0; piece < pieceCount; piece++) {
    if (has(piece)) bytes[piece >> 3]! |= 0x80 >> (piece & 7);
  }
  return { kind: 'bitfield', bits: bytes };
}

function lacks(piece: number): PeerMessage {
  return { kind: 'extended', id: LT_DONTHAVE, payload: Uint8Array.of(0, 0, 0, piece) };
}

function count(peer: ScriptedPeer, kind: PeerMessage['kind']): number {
  return peer.messages.filter((message) => message.kind === kind).length;
}

/** What happens while the torrent is written down, which takes so many milliseconds. */
function whileRecorded(act: () => unknown, ms = 100): void {
  const { store } = machine;
  const set = store.set.bind(store);
  store.set = async (key, value) => {
    if (key.startsWith('torrent/')) {
      await act();
      await new Promise<void>((resolve) => world.clock.timer(ms, resolve));
    }
    return set(key, value);
  };
}

const link = (more = '') => machine.addLink(`${LINK}${more}`);
const known = () => machine.row(id).size > 0;

test('a torrent goes on with the connection that brought its metadata', async () => {
  const peers = await giver([ALL, UNCHOKE]);
  await machine.meet(await link(), `${HOST}:${PORT}`);
  await world.complete(id, machine);
  expect(await machine.differences(torrent)).toEqual([]);
  expect(peers).toHaveLength(1);
  const said = peers[0]!.messages.map(({ kind }) => kind);
  expect(said.slice(0, said.indexOf('request'))).toEqual([
    'have-none',
    'extended',
    'extended',
    'interested',
    'extended',
  ]);
});

test('it asks at once who unchokes us while it is written down', async () => {
  const peers = await giver([ALL]);
  const wanted = () => count(peers[0]!, 'interested') > 0;
  whileRecorded(async () => {
    world.clock.timer(50, () => wanted() && peers[0]!.send(UNCHOKE));
  });
  await machine.meet(await link(), `${HOST}:${PORT}`);
  await world.until('its files', known);
  await world.pass(10);
  expect(peers[0]!.requests.length).toBeGreaterThan(0);
});

test('over a long line the first piece takes four round trips', async () => {
  const [far, seed] = await Promise.all(['10.1.0.1', '10.1.0.2'].map(atAMile));
  // Of less than what goes in one flight.
  const small = memoryTorrent({ sizes: 3000, pieceLength: 1000 });
  await seed!.put(small);
  await seed!.add(small);
  await world.complete(small.id, seed!);
  const { listenPort } = seed!.session.status();
  const before = world.clock.now();
  await far!.addLink(`magnet:?xt=urn:btih:${small.id}&x.pe=10.1.0.2:${listenPort}`);
  await world.until('a piece', () => far!.row(small.id).done > 0);
  // To connect, to shake hands, for the metadata, and for the piece.
  const roundTrips = (world.clock.now() - before) / 200;
  expect(roundTrips).toBeGreaterThanOrEqual(4);
  expect(roundTrips).toBeLessThan(4.5);

  function atAMile(address: string): Promise<Machine> {
    world.network.host(address, homeLine({ latency: 50 }));
    return world.start(address);
  }
});

test('it hears in order what the peer said of its pieces before, and while it began', async () => {
  // Of what it has in the end: 1, 2, 4 and 5.
  const says = [
    bits((piece) => piece === 3),
    bits((piece) => piece < 2),
    { kind: 'have', piece: 2 },
    lacks(0),
    { kind: 'have', piece: 4 },
    { kind: 'choke' },
    UNCHOKE,
  ] as const;
  const peers = await giver(says);
  whileRecorded(() => peers[0]!.send({ kind: 'have', piece: 5 }));
  await machine.meet(await link(), `${HOST}:${PORT}`);
  await world.until('its files', known);
  await world.pass(5000);
  expect(peers).toHaveLength(1);
  const asked = peers[0]!.requests.map(({ piece }) => piece);
  expect(asked.sort()).toEqual([1, 2, 4, 5]);
});

test('who choked us again before the torrent began is asked for nothing', async () => {
  const peers = await giver([ALL, UNCHOKE]);
  whileRecorded(() => peers[0]!.send({ kind: 'choke' }));
  await machine.meet(await link(), `${HOST}:${PORT}`);
  await world.until('its files', known);
  await world.pass(5000);
  expect(peers[0]!.requests).toEqual([]);
  peers[0]!.send(UNCHOKE);
  await world.complete(id, machine);
});

test.each<[string, PeerMessage[]]>([
  ['a bitfield too long', [{ kind: 'bitfield', bits: new Uint8Array(99) }]],
  ['a bitfield too short', [{ kind: 'bitfield', bits: new Uint8Array(1) }]],
  ['a piece that there is not', [ALL, { kind: 'have', piece: pieceCount }]],
  [
    'more than anyone has to say',
    Array.from({ length: 2000 }, (_, piece) => ({ kind: 'have', piece })),
  ],
])('who told the link of %s is dropped, and met again', async (_, says) => {
  const peers = await giver(says);
  await machine.meet(await link(), `${HOST}:${PORT}`);
  await world.until('its files', known);
  await world.until('dropped', () => peers[0]!.closed, 1000);
  await world.until('met again', () => peers.length > 1);
  expect(machine.row(id)).toMatchObject({ status: 'downloading', done: 0 });
});

test('who cannot make up its mind while the link looks is dropped at once', async () => {
  const minds = Array.from({ length: 6000 }, (_, at) => (at % 2 ? UNCHOKE : CHOKE));
  const peers = await giver([...minds]);
  await machine.meet(await link(), `${HOST}:${PORT}`);
  await world.until('dropped', () => peers[0]?.closed === true);
  expect(known()).toBe(false);
  const [entry] = machine.log.entries.filter(({ area }) => area === 'peer');
  expect(entry?.message).toMatch(/too much talk/);
});

test('who leaves as soon as it gave the metadata is dialled again', async () => {
  let isFirst = true;
  const peers = await giver([ALL, UNCHOKE], (peer) => {
    if (isFirst) world.clock.timer(1, () => peer.leave());
    isFirst = false;
  });
  await machine.meet(await link(), `${HOST}:${PORT}`);
  await world.until('met again', () => peers.length > 1);
  await world.complete(id, machine);
});

test('who sends blocks that no link asks for gives nothing by that', async () => {
  const peers = await giver([ALL, UNCHOKE]);
  const block = { piece: 0, begin: 0, length: torrent.pieceLength };
  whileRecorded(() => peers[0]!.sendBlock(block, true));
  await machine.meet(await link(), `${HOST}:${PORT}`);
  await world.complete(id, machine);
  expect(peers).toHaveLength(1);
});

test('who dials while the torrent is written down is let in, and gives it', async () => {
  await giver([ALL]);
  let late: ScriptedPeer | undefined;
  whileRecorded(async () => {
    late = await ScriptedPeer.dial(world, '10.0.0.8', machine, torrent);
    late.shakeHands({ peerId: peerIdOf('late') });
    late.sendBitfield(() => true);
    late.serve();
  });
  await machine.meet(await link(), `${HOST}:${PORT}`);
  await world.complete(id, machine);
  expect(late!.requests.length).toBeGreaterThanOrEqual(pieceCount);
});

test('a link that is removed as its torrent is found comes back when that is undone', async () => {
  let removals = 0;
  whileRecorded(() => {
    if (removals++ > 0) return undefined;
    return machine.execute({ kind: 'remove', id, deleteData: false, undo: true });
  });
  await giver([ALL, UNCHOKE]);
  await link(`&x.pe=${HOST}:${PORT}`);
  await world.until('gone', () => machine.session.rows().length === 0);
  await world.pass(5_000);
  expect(machine.session.rows()).toEqual([]);
  await world.settle(machine.execute({ kind: 'restore-removed', id }));
  await world.complete(id, machine);
});

test('of a torrent of which something is there the peers are dialled anew', async () => {
  await machine.put(torrent, machine.folders.embedded, (piece) => piece < 2);
  const peers = await giver([ALL, UNCHOKE]);
  await machine.meet(await link(), `${HOST}:${PORT}`);
  await world.complete(id, machine);
  expect(peers).toHaveLength(2);
  expect(count(peers[1]!, 'bitfield')).toBe(1);
});

test('a file that comes while the link looks goes on with its peers', async () => {
  await link();
  const peer = await ScriptedPeer.join(world, '10.0.0.8', machine, torrent);
  peer.serve();
  await machine.add(torrent);
  await world.complete(id, machine);
  expect(peer.requests.length).toBeGreaterThanOrEqual(pieceCount);
});

test('of a private torrent only those stay whom its tracker names, and are dialled anew', async () => {
  const secret = memoryTorrent({ name: 'secret', isPrivate: true });
  const tracker = await MemoryTracker.start(world, '10.0.9.9');
  tracker.answer = () =>
    encode({ interval: 1800, peers: Uint8Array.of(10, 0, 0, 7, 1, 0) });
  const peers = await giver([ALL, UNCHOKE], () => {}, secret);
  let others = 0;
  await ScriptedPeer.listen(world, { host: '10.0.0.8', port: 1 }, secret, (peer) => {
    others++;
    peer.shakeHands({ reserved: RESERVED, peerId: peerIdOf('other') });
    peer.send(ALL);
  });
  const to = `magnet:?xt=urn:btih:${secret.id}`;
  await machine.addLink(`${to}&tr=${encodeURIComponent(tracker.url)}&x.pe=10.0.0.8:1`);
  await world.complete(secret.id, machine);
  await world.pass(60_000);
  expect(peers.length).toBe(2);
  expect(peers[0]!.requests).toEqual([]);
  expect(others).toBe(1);
  expect(tracker.events().slice(0, 3)).toEqual(['started', 'stopped', 'started']);
});

describe('a tracker of the link', () => {
  let tracker: MemoryTracker;
  let trackers: string;

  beforeEach(async () => {
    tracker = await MemoryTracker.start(world, '10.0.9.9');
    trackers = `&tr=${encodeURIComponent(tracker.url)}`;
  });

  test('hears that it began, that it is complete, and that it ended, once each', async () => {
    await giver([ALL, UNCHOKE]);
    await link(`${trackers}&x.pe=${HOST}:${PORT}`);
    await world.complete(id, machine);
    await world.pass(60_000);
    await world.settle(machine.session.stop());
    expect(tracker.events()).toEqual(['started', 'completed', 'stopped']);
  });

  test('hears that it ended where the torrent waits for a person', async () => {
    const peers = await giver([ALL, UNCHOKE]);
    const text = `${LINK}${trackers}&x.pe=${HOST}:${PORT}`;
    const source = { kind: 'link', text } as const;
    await machine.execute({ kind: 'add', source, pauseWhenKnown: true });
    await world.until('its files', known);
    await world.pass(60_000);
    expect(tracker.events()).toEqual(['started', 'stopped']);
    expect(peers.map(({ closed }) => closed)).toEqual([true]);
    await machine.execute({ kind: 'resume', id });
    await world.complete(id, machine);
    expect(tracker.events().slice(0, 3)).toEqual(['started', 'stopped', 'started']);
  });

  test('hears that it ended where the torrent cannot be written down', async () => {
    const { store } = machine;
    const set = store.set.bind(store);
    store.set = async (key, value) => {
      if (key.startsWith('torrent/')) throw new StorageError('no-space', 'full');
      return set(key, value);
    };
    await giver([ALL]);
    await link(`${trackers}&x.pe=${HOST}:${PORT}`);
    await world.until('an alert', () => machine.alerts.length > 0);
    await world.pass(1000);
    expect(tracker.events()).toEqual(['started', 'stopped']);
  });

  test('hears that it ended when the link is removed as its torrent is found', async () => {
    whileRecorded(() => machine.execute({ kind: 'remove', id, deleteData: false }));
    const peers = await giver([ALL]);
    await link(`${trackers}&x.pe=${HOST}:${PORT}`);
    await world.until('gone', () => machine.session.rows().length === 0);
    await world.pass(60_000);
    expect(machine.session.rows()).toEqual([]);
    expect(tracker.events()).toEqual(['started', 'stopped']);
    expect(peers.map(({ closed }) => closed)).toEqual([true]);
  });
});
