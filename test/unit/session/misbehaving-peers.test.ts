import { beforeEach, expect, test } from '@jest/globals';
import type { Alert } from '../../../src/api/contract.ts';
import { encode } from '../../../src/bencode/encode.ts';
import { concat } from '../../../src/bytes/concat.ts';
import type { PeerMessage } from '../../../src/protocol/peer-wire/message.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { peerIdOf, ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const BLOCK = 16 * KIB;
const torrent = memoryTorrent({ sizes: 6 * 64 * KIB });
const { id } = torrent;

let world: World;
/** The one that is to put up with it. */
let leech: Machine;

beforeEach(async () => {
  world = new World();
  leech = await world.start('10.0.0.1');
  await leech.add(torrent);
  await world.pass(50);
});

const join = (from: string, has?: (piece: number) => boolean) =>
  ScriptedPeer.join(world, from, leech, torrent, has);
const dial = (from: string) => ScriptedPeer.dial(world, from, leech, torrent);
const codes = (alerts: readonly Alert[]) =>
  alerts.map((alert) => ('error' in alert ? alert.error.code : alert.kind));

/** The torrent arrives whole from an honest peer, whatever else is connected. */
async function arrivesFrom(address: string): Promise<void> {
  const honest = await join(address);
  honest.serve();
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
}

test('who alone sent a wrong piece is banned, and the piece comes from another', async () => {
  const liar = await join('10.0.0.66');
  liar.serve((range) => liar.sendBlock(range, true));
  await world.until('dropped', () => liar.closed);
  expect(codes(leech.alerts)).toEqual(['wrong-data']);
  const again = await join('10.0.0.66');
  await world.until('refused', () => again.closed);
  await arrivesFrom('10.0.0.7');
  expect(leech.row(id).done).toBe(torrent.content.length);
});

test('an honest peer is not banned for the wrong blocks of another', async () => {
  const one = memoryTorrent({ name: 'one', sizes: 512 * KIB, pieceLength: 512 * KIB });
  await leech.add(one);
  await world.pass(50);
  // Of 32 blocks some of each.
  const liar = await ScriptedPeer.join(world, '10.0.0.66', leech, one);
  const honest = await ScriptedPeer.join(world, '10.0.0.7', leech, one);
  liar.send({ kind: 'unchoke' });
  honest.send({ kind: 'unchoke' });
  await world.until(
    'both asked',
    () => liar.requests.length * honest.requests.length > 0,
  );
  liar.serve((range) => liar.sendBlock(range, true));
  honest.serve();
  await world.complete(one.id, leech);
  expect(await leech.differences(one)).toEqual([]);
  expect(banned()).toEqual(['10.0.0.66']);
});

test('who sent some wrong blocks of a piece is banned once it is right, though long gone', async () => {
  const one = memoryTorrent({ name: 'one', sizes: 512 * KIB, pieceLength: 512 * KIB });
  await leech.add(one);
  await world.pass(50);
  const liar = await ScriptedPeer.join(world, '10.0.0.66', leech, one);
  const early = await ScriptedPeer.join(world, '10.0.0.5', leech, one);
  for (const peer of [liar, early]) peer.send({ kind: 'unchoke' });
  await world.until('asked', () => liar.requests.length * early.requests.length > 0);
  for (const range of liar.requests.splice(0, 1)) liar.sendBlock(range, true);
  for (const range of liar.requests.splice(0)) liar.sendBlock(range);
  for (const range of early.requests.splice(0)) early.sendBlock(range);
  await world.until(
    'asked again',
    () => liar.requests.length + early.requests.length > 0,
  );
  liar.leave();
  early.leave();
  await world.pass(100);
  expect(banned()).toEqual([]);
  const honest = await ScriptedPeer.join(world, '10.0.0.7', leech, one);
  honest.serve();
  await world.complete(one.id, leech);
  expect(banned()).toEqual(['10.0.0.66']);
});

/** Who was found to have sent wrong data. */
function banned(): string[] {
  return leech.alerts.flatMap((alert) =>
    alert.kind === 'peer-dropped' && alert.error.code === 'wrong-data'
      ? [alert.peer.split(':')[0]!]
      : [],
  );
}

test('a silent peer is asked again only last, and the others finish', async () => {
  const silent = await join('10.0.0.5');
  silent.send({ kind: 'unchoke' });
  await world.until('asked', () => silent.requests.length > 0);
  await arrivesFrom('10.0.0.7');
});

test('silent peers that hold every begun piece do not hold up the rest', async () => {
  const tight = await world.start('10.0.0.2', { memoryBudget: 128 * KIB });
  await tight.add(torrent);
  await world.pass(50);
  const silent: ScriptedPeer[] = [];
  for (const own of [0, 1]) {
    const has = (piece: number) => piece === own;
    const peer = await ScriptedPeer.join(world, `10.0.0.${5 + own}`, tight, torrent, has);
    peer.send({ kind: 'unchoke' });
    silent.push(peer);
  }
  const asked = () => silent.every(({ requests }) => requests.length === 4);
  await world.until('asked', asked);
  const other = await ScriptedPeer.join(
    world,
    '10.0.0.7',
    tight,
    torrent,
    (piece) => piece >= 2,
  );
  other.serve();
  for (const peer of silent) peer.leave();
  await world.until('the rest', () => tight.row(id).done === 4 * 64 * KIB);
});

test('a suspect piece is asked of one alone, and of another once that one is silent', async () => {
  const one = memoryTorrent({ name: 'one', sizes: 128 * KIB, pieceLength: 128 * KIB });
  await leech.add(one);
  await world.pass(50);
  const peers = [
    await ScriptedPeer.join(world, '10.0.0.5', leech, one),
    await ScriptedPeer.join(world, '10.0.0.66', leech, one),
  ];
  for (const peer of peers) peer.send({ kind: 'unchoke' });
  await world.until('both asked', () =>
    peers.every(({ requests }) => requests.length > 0),
  );
  for (const [index, peer] of peers.entries()) {
    for (const range of peer.requests.splice(0)) peer.sendBlock(range, index === 0);
  }
  await world.until('asked again', () => peers.some((peer) => asked(peer).length > 7));
  await world.pass(1000);
  const other = peers.find((peer) => asked(peer).length < 8);
  expect(asked(other!)).toEqual([]);
  // The owner never answers.
  other!.serve((range) => other!.sendBlock(range));
  await world.complete(one.id, leech);
  expect(banned()).toEqual(['10.0.0.5']);
});

test('who leaves in the middle of a block leaves nothing behind', async () => {
  const first = await join('10.0.0.5');
  first.send({ kind: 'unchoke' });
  await world.until('asked', () => first.requests.length > 0);
  const { piece, begin } = first.requests[0]!;
  const head = Uint8Array.from([0, 0, 0x40, 9, 7, 0, 0, 0, piece, 0, 0, begin >> 8, 0]);
  first.raw(concat([head, new Uint8Array(5000).fill(0xaa)]));
  await world.pass(20);
  first.leave();
  await arrivesFrom('10.0.0.7');
});

test('who chokes half-way and unchokes again is asked again', async () => {
  const peer = await join('10.0.0.5');
  let served = 0;
  peer.serve((range) => {
    if (++served > 7) return;
    peer.sendBlock(range);
    if (served === 7) peer.send({ kind: 'choke' });
  });
  await world.until('choked', () => served >= 7);
  await world.pass(5000);
  peer.serve();
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
});

test('two who send the same block each get their bytes kept apart', async () => {
  // One piece of one block: the second peer is asked for it, too.
  const tiny = memoryTorrent({ name: 'tiny', sizes: BLOCK, pieceLength: BLOCK });
  await leech.add(tiny);
  await world.pass(50);
  const liar = await ScriptedPeer.join(world, '10.0.0.66', leech, tiny);
  liar.send({ kind: 'unchoke' });
  await world.until('asked', () => liar.requests.length === 1);
  const honest = await ScriptedPeer.join(world, '10.0.0.7', leech, tiny);
  honest.send({ kind: 'unchoke' });
  await world.until('asked', () => honest.requests.length === 1);
  const head = Uint8Array.from([0, 0, 0x40, 9, 7, 0, 0, 0, 0, 0, 0, 0, 0]);
  honest.raw(concat([head, tiny.content.slice(0, 8000)]));
  await world.pass(5);
  liar.raw(concat([head, new Uint8Array(4000).fill(1)]));
  await world.pass(5);
  honest.raw(tiny.content.slice(8000));
  await world.pass(5);
  honest.serve();
  await world.complete(tiny.id, leech);
  expect(await leech.differences(tiny)).toEqual([]);
  expect(codes(leech.alerts).filter((code) => code === 'wrong-data')).toEqual([]);
});

test('a cancel goes to the second who was asked once the first delivered', async () => {
  const tiny = memoryTorrent({ name: 'tiny', sizes: 2 * BLOCK, pieceLength: BLOCK });
  await leech.add(tiny);
  await world.pass(50);
  const slow = await ScriptedPeer.join(world, '10.0.0.5', leech, tiny);
  slow.send({ kind: 'unchoke' });
  await world.until('asked', () => slow.requests.length === 2);
  const fast = await ScriptedPeer.join(world, '10.0.0.7', leech, tiny);
  fast.serve();
  await world.complete(tiny.id, leech);
  const cancels = slow.messages.filter(({ kind }) => kind === 'cancel');
  expect(cancels).toHaveLength(2);
});

test('blocks that crossed with their cancel do no harm', async () => {
  const tiny = memoryTorrent({ name: 'tiny', sizes: 4 * BLOCK, pieceLength: BLOCK });
  await leech.add(tiny);
  await world.pass(50);
  const most = (piece: number) => piece < 3;
  const slow = await ScriptedPeer.join(world, '10.0.0.5', leech, tiny, most);
  slow.send({ kind: 'unchoke' });
  await world.until('asked', () => slow.requests.length === 3);
  const fast = await ScriptedPeer.join(world, '10.0.0.7', leech, tiny);
  fast.serve();
  await world.complete(tiny.id, leech);
  for (const range of slow.requests) slow.sendBlock(range, true);
  await world.pass(100);
  expect(slow.closed).toBe(false);
  expect(await leech.differences(tiny)).toEqual([]);
});

/** Where blocks begin that a peer was asked for, and the request not taken back. */
function asked({ requests, messages }: ScriptedPeer): number[] {
  const cancelled = messages.flatMap((message) =>
    message.kind === 'cancel' ? [message.begin] : [],
  );
  return requests.map(({ begin }) => begin).filter((begin) => !cancelled.includes(begin));
}

const request = (piece: number, begin: number, length: number) =>
  ({ kind: 'request', piece, begin, length }) as const;

test.each<[string, string, (peer: ScriptedPeer) => void]>([
  ['garbage', 'bad-message', (peer) => peer.raw(new Uint8Array(100).fill(0x55, 4))],
  [
    'a length prefix of 4 GB',
    'message-too-long',
    (peer) => peer.raw(Uint8Array.from([255, 255, 255, 255, 4])),
  ],
  [
    'a have beyond the end',
    'out-of-range',
    (peer) => peer.send({ kind: 'have', piece: 6 }),
  ],
  [
    'a have of 2^32 - 1',
    'out-of-range',
    (peer) => peer.send({ kind: 'have', piece: 0xffffffff }),
  ],
  [
    'a request past the end of a piece',
    'out-of-range',
    (peer) => peer.send(request(0, 64 * KIB - 1, 2)),
  ],
  [
    'a request of a piece that is not',
    'out-of-range',
    (peer) => peer.send(request(6, 0, BLOCK)),
  ],
  [
    'a request over 16 KiB',
    'out-of-range',
    (peer) => peer.send(request(0, 0, BLOCK + 1)),
  ],
  ['a request of nothing', 'out-of-range', (peer) => peer.send(request(0, 0, 0))],
  [
    'an extended handshake of garbage',
    'bad-bencode',
    (peer) => peer.send({ kind: 'extended', id: 0, payload: new Uint8Array(9) }),
  ],
  [
    'metadata with a part of -1',
    'bad-message',
    (peer) =>
      peer.send({ kind: 'extended', id: 1, payload: encode({ msg_type: 0, piece: -1 }) }),
  ],
])('%s ends the connection with a reason, and nothing else', async (_, code, send) => {
  const peer = await join('10.0.0.66');
  send(peer);
  await world.until('dropped', () => peer.closed);
  expect(codes(leech.alerts)).toEqual([code]);
  await arrivesFrom('10.0.0.7');
});

test.each<[string, number]>([
  ['too short', 0],
  ['too long', 2],
])('a bitfield that is %s ends the connection', async (_, length) => {
  const peer = await dial('10.0.0.66');
  peer.shakeHands();
  peer.raw(concat([Uint8Array.from([0, 0, 0, 1 + length, 5]), new Uint8Array(length)]));
  await world.until('dropped', () => peer.closed);
});

test('a second bitfield replaces the first, as aria2 sends it in place of many haves', async () => {
  const peer = await join('10.0.0.7', (piece) => piece < 2);
  peer.serve();
  await world.until('two pieces', () => leech.row(id).done === 2 * 64 * KIB);
  for (let most = 3; most <= 6; most++) peer.sendBitfield((piece) => piece < most);
  await world.complete(id, leech);
});

test('spare bits that are set in a bitfield are put up with', async () => {
  const peer = await dial('10.0.0.7');
  peer.shakeHands();
  peer.send({ kind: 'bitfield', bits: Uint8Array.from([0xff]) });
  peer.serve();
  await world.complete(id, leech);
});

test.each<[string, (peer: ScriptedPeer) => void]>([
  [
    'says something else',
    (peer) => peer.raw(new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n')),
  ],
  [
    'asks for another torrent',
    (peer) => peer.shakeHands({ infoHash: new Uint8Array(20) }),
  ],
])('who %s instead of a handshake is hung up on', async (_, speak) => {
  const peer = await dial('10.0.0.66');
  speak(peer);
  await world.until('dropped', () => peer.closed, 1000);
  expect(leech.power.connections.size).toBe(0);
});

test('who sends its handshake a byte a second is hung up on after 15 seconds', async () => {
  const peer = await dial('10.0.0.66');
  const start = world.clock.now();
  const bytes = new TextEncoder().encode('\x13BitTorrent protocol');
  for (let at = 0; at < bytes.length && !peer.closed; at++) {
    peer.raw(bytes.subarray(at, at + 1));
    await world.pass(1000);
  }
  expect(peer.closed).toBe(true);
  expect(world.clock.now() - start).toBeLessThanOrEqual(16_000);
  expect(leech.power.connections.size).toBe(0);
});

test('who drips one long message is hung up on after a minute', async () => {
  const peer = await join('10.0.0.66', () => false);
  const start = world.clock.now();
  peer.raw(Uint8Array.from([0, 1, 0x80, 0, 20]));
  while (!peer.closed && world.clock.now() - start < 200_000) {
    peer.raw(new Uint8Array(10));
    await world.pass(1000);
  }
  expect(world.clock.now() - start).toBeLessThanOrEqual(62_000);
  expect(codes(leech.alerts)).toEqual(['timed-out']);
});

test('a block may come as slowly as it likes', async () => {
  const peer = await join('10.0.0.5');
  peer.send({ kind: 'unchoke' });
  await world.until('asked', () => peer.requests.length > 0);
  const { piece } = peer.requests[0]!;
  peer.raw(Uint8Array.from([0, 0, 0x40, 9, 7, 0, 0, 0, piece, 0, 0, 0, 0]));
  for (let second = 0; second < 120; second++) {
    peer.raw(new Uint8Array(10));
    await world.pass(1000);
  }
  expect(peer.closed).toBe(false);
});

test('a hundred who never speak do not keep out others for longer than that', async () => {
  for (let count = 0; count < 110; count++) await dial('10.0.0.66');
  await world.pass(16_000);
  expect(leech.power.connections.size).toBe(0);
  await arrivesFrom('10.0.0.7');
});

test('a second connection with the same peer id is refused, the first goes on', async () => {
  const first = await join('10.0.0.7');
  const second = await dial('10.0.0.8');
  second.shakeHands({ peerId: peerIdOf('10.0.0.7') });
  await world.until('refused', () => second.closed);
  first.serve();
  await world.complete(id, leech);
});

test('who says nothing for two and a half minutes is hung up on', async () => {
  const peer = await join('10.0.0.5', () => false);
  await world.pass(149_000);
  expect(peer.closed).toBe(false);
  expect(peer.heard('keep-alive')).toBe(true);
  await world.pass(3000);
  expect(peer.closed).toBe(true);
});

test('a flood of blocks that nobody asked for ends the connection', async () => {
  const peer = await join('10.0.0.66', () => false);
  const range = { piece: 0, begin: 0, length: 1 };
  for (let count = 0; count < 900; count++) peer.sendBlock(range);
  await world.pass(1000);
  expect(peer.closed).toBe(false);
  for (let count = 0; count < 200; count++) peer.sendBlock(range);
  await world.until('dropped', () => peer.closed);
  expect(codes(leech.alerts)).toEqual(['flood']);
  expect(leech.row(id).done).toBe(0);
});

test.each<[string, (count: number) => PeerMessage]>([
  ['haves', (count) => ({ kind: 'have', piece: count % 6 })],
  ['interest', (count) => ({ kind: count % 2 ? 'interested' : 'not-interested' })],
  ['requests of the choked', () => request(0, 0, BLOCK)],
  ['keep-alives', () => ({ kind: 'keep-alive' })],
  ['cancels', () => ({ ...request(0, 0, BLOCK), kind: 'cancel' })],
])('a flood of %s ends the connection, less does not', async (_, message) => {
  const peer = await join('10.0.0.66', () => false);
  for (let count = 0; count < 3000; count++) peer.send(message(count));
  await world.pass(1000);
  expect(peer.closed).toBe(false);
  for (let count = 0; count < 3000; count++) peer.send(message(count));
  await world.until('dropped', () => peer.closed);
  expect(codes(leech.alerts)).toEqual(['flood']);
  await arrivesFrom('10.0.0.7');
});

test('who asks for metadata on and on and reads nothing is dropped', async () => {
  const large = memoryTorrent({ name: 'large', sizes: 200_000, pieceLength: 100 });
  await leech.add(large);
  await world.pass(50);
  const peer = await ScriptedPeer.join(world, '10.0.0.66', leech, large, () => false);
  peer.send({ kind: 'extended', id: 0, payload: encode({ m: { ut_metadata: 3 } }) });
  peer.stopReading();
  const payload = encode({ msg_type: 0, piece: 0 });
  for (let round = 0; round < 80 && leech.alerts.length === 0; round++) {
    for (let count = 0; count < 1000; count++)
      peer.send({ kind: 'extended', id: 1, payload });
    await world.pass(10);
  }
  expect(codes(leech.alerts)).toEqual(['flood']);
  expect(leech.power.connections.size).toBe(0);
});

test('random bytes after the handshake never end more than the connection', async () => {
  for (let seed = 0; seed < 200; seed++) {
    const peer = await join('10.0.0.66', () => false);
    const bytes = memoryTorrent({ name: `noise ${seed}`, sizes: 300 }).content;
    // A plausible length and id, so that more than the frame is looked at.
    peer.raw(concat([Uint8Array.from([0, 0, 0, seed % 40, seed % 22]), bytes]));
    await world.pass(5);
    peer.leave();
  }
  await world.pass(100);
  expect(leech.row(id)).toMatchObject({ status: 'downloading', peers: 0 });
  await arrivesFrom('10.0.0.7');
});
