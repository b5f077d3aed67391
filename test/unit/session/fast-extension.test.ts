import { beforeEach, expect, test } from '@jest/globals';
import { encode } from '../../../src/bencode/encode.ts';
import { encodeDontHave } from '../../../src/protocol/extension/lt-donthave.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { peerIdOf, ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const BLOCK = 16 * KIB;
const torrent = memoryTorrent({ sizes: 40 * 16 * KIB, pieceLength: 16 * KIB });
/** Fast extension, extended messages. */
const FAST = Uint8Array.from([0, 0, 0, 0, 0, 0x10, 0, 0x04]);

let world: World;
let machine: Machine;

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
});

async function add(complete: boolean, of: MemoryTorrent = torrent): Promise<void> {
  if (complete) await machine.put(of);
  await machine.add(of);
  await world.pass(100);
}

async function dial(from: string, reserved = FAST): Promise<ScriptedPeer> {
  const peer = await ScriptedPeer.dial(world, from, machine, torrent);
  peer.shakeHands({ reserved, peerId: peerIdOf(from) });
  await world.until('a handshake', () => peer.theirs !== undefined);
  await world.pass(50);
  return peer;
}

/** Three who have most of it: what is rarer is granted to nobody. */
async function crowd(): Promise<void> {
  for (const from of ['10.0.0.11', '10.0.0.12', '10.0.0.13']) {
    const peer = await dial(from);
    peer.sendBitfield((piece) => piece !== 39);
  }
  await world.pass(50);
}

const kinds = (peer: ScriptedPeer) => peer.messages.map(({ kind }) => kind);

test('a seed says so in one message to who understands it, and with a bitfield else', async () => {
  await add(true);
  const fast = await dial('10.0.0.2');
  const plain = await dial('10.0.0.3', new Uint8Array(8));
  expect(fast.theirs!.reserved[7]! & 0x04).toBe(0x04);
  expect(kinds(fast)[0]).toBe('have-all');
  expect(kinds(plain)).toEqual(['bitfield']);
});

test('who has nothing says so to who understands it, and nothing else', async () => {
  await add(false);
  const fast = await dial('10.0.0.2');
  const plain = await dial('10.0.0.3', new Uint8Array(8));
  expect(kinds(fast)[0]).toBe('have-none');
  expect(kinds(plain)).toEqual([]);
});

test('a peer that has all by one message is asked, and the torrent arrives', async () => {
  await add(false);
  const seed = await dial('10.0.0.2');
  seed.send({ kind: 'have-all' });
  seed.serve();
  await world.complete(torrent.id, machine);
  expect(await machine.differences(torrent)).toEqual([]);
});

test.each([
  { kind: 'have-all' },
  { kind: 'have-none' },
  { kind: 'suggest', piece: 1 },
  { kind: 'allowed-fast', piece: 1 },
  { kind: 'reject', piece: 0, begin: 0, length: BLOCK },
] as const)('$kind without the fast bit ends the connection', async (message) => {
  await add(false);
  const peer = await dial('10.0.0.2', new Uint8Array(8));
  peer.send(message);
  await world.until('dropped', () => peer.closed);
});

test.each(['suggest', 'allowed-fast'] as const)(
  '%s of a piece beyond the end ends the connection',
  async (kind) => {
    await add(false);
    const peer = await dial('10.0.0.2');
    peer.send({ kind, piece: 40 });
    await world.until('dropped', () => peer.closed);
  },
);

test('a request while choked is rejected, but for a piece that was granted', async () => {
  await add(true);
  await crowd();
  const peer = await dial('10.0.0.2');
  peer.send({ kind: 'have-none' });
  await world.until('a grant', () => peer.heard('allowed-fast'));
  const granted = peer.messages.flatMap((message) =>
    message.kind === 'allowed-fast' ? [message.piece] : [],
  );
  // A twentieth of the torrent.
  expect(granted).toHaveLength(2);
  for (let piece = 0; piece < torrent.pieceCount; piece++) {
    peer.send({ kind: 'request', piece, begin: 0, length: BLOCK });
  }
  await world.pass(1000);
  expect(peer.blocks.map(({ piece }) => piece).sort()).toEqual([...granted].sort());
  expect(kinds(peer).filter((kind) => kind === 'reject')).toHaveLength(38);
});

test('what hardly anyone has is granted to nobody', async () => {
  await add(true);
  const peer = await dial('10.0.0.2');
  peer.send({ kind: 'have-none' });
  await world.pass(5000);
  expect(peer.heard('allowed-fast')).toBe(false);
});

test('a granted piece is not sent for ever', async () => {
  await add(true);
  await crowd();
  const peer = await dial('10.0.0.2');
  peer.send({ kind: 'have-none' });
  await world.until('a grant', () => peer.heard('allowed-fast'));
  const grant = peer.messages.find(({ kind }) => kind === 'allowed-fast');
  const { piece } = grant as { piece: number };
  for (let count = 0; count < 5; count++) {
    peer.send({ kind: 'request', piece, begin: 0, length: BLOCK });
    await world.pass(100);
  }
  expect(peer.blocks).toHaveLength(2);
  expect(kinds(peer).filter((kind) => kind === 'reject')).toHaveLength(3);
});

test('a request that was taken back is answered by a reject', async () => {
  await add(true);
  const peer = await dial('10.0.0.2');
  peer.send({ kind: 'interested' });
  await world.until('unchoked', () => peer.heard('unchoke'));
  for (let piece = 0; piece < torrent.pieceCount; piece++) {
    peer.send({ kind: 'request', piece, begin: 0, length: BLOCK });
  }
  peer.send({ kind: 'cancel', piece: 39, begin: 0, length: BLOCK });
  await world.until('all answered', () => {
    const rejects = kinds(peer).filter((kind) => kind === 'reject').length;
    return peer.blocks.length + rejects === torrent.pieceCount;
  });
});

test('what a peer rejects comes from another, and it is not asked in a circle', async () => {
  await add(false);
  const miser = await dial('10.0.0.2');
  miser.send({ kind: 'have-all' });
  miser.serve((range) => miser.send({ ...range, kind: 'reject' }));
  await world.pass(10_000);
  expect(miser.requests.length).toBeLessThan(400);
  const seed = await dial('10.0.0.3');
  seed.send({ kind: 'have-all' });
  seed.serve();
  await world.complete(torrent.id, machine);
});

test('what a fast peer was asked for before it choked may still come', async () => {
  await add(false);
  const peer = await dial('10.0.0.2');
  peer.send({ kind: 'have-all' });
  peer.send({ kind: 'unchoke' });
  await world.until('asked', () => peer.requests.length > 0);
  const first = peer.requests.splice(0, 1);
  peer.send({ kind: 'choke' });
  for (const range of first) peer.sendBlock(range);
  await world.until('it counts', () => machine.row(torrent.id).done === BLOCK);
});

test('a peer that lost a piece is not asked for it any more', async () => {
  await add(false);
  const peer = await dial('10.0.0.2');
  peer.send({ kind: 'have-all' });
  peer.send({ kind: 'extended', id: 7, payload: encodeDontHave(3) });
  peer.serve();
  await world.until('the rest', () => machine.row(torrent.id).done === 39 * BLOCK);
  await world.pass(5000);
  expect(peer.requests.some(({ piece }) => piece === 3)).toBe(false);
});

test('says in its extended handshake where it listens, and what it sees of the other', async () => {
  await add(true);
  const peer = await dial('10.0.0.2');
  const said = peer.messages.find(({ kind }) => kind === 'extended');
  const { payload } = said as { payload: Uint8Array };
  const text = new TextDecoder('latin1').decode(payload);
  const { listenPort } = machine.session.status();
  expect(text).toContain(`1:pi${listenPort}e`);
  expect(text).toContain('6:yourip4:\x0a\x00\x00\x02');
  expect(text).toContain('11:upload_onlyi1e');
  expect(text).toContain('11:lt_donthavei7e');
});

test('a seed parts from a partial seed', async () => {
  await add(true);
  const peer = await dial('10.0.0.2');
  peer.sendBitfield((piece) => piece < 5);
  await world.pass(1000);
  expect(peer.closed).toBe(false);
  const payload = encode({ m: {}, upload_only: 1 });
  peer.send({ kind: 'extended', id: 0, payload });
  await world.until('parted', () => peer.closed);
  expect(machine.alerts.filter(({ kind }) => kind === 'peer-dropped')).toEqual([]);
});

test('tells its peers once it downloads nothing more', async () => {
  await add(false);
  const other = await dial('10.0.0.3');
  const seed = await dial('10.0.0.2');
  other.send({ kind: 'have-none' });
  seed.send({ kind: 'have-all' });
  seed.serve();
  await world.complete(torrent.id, machine);
  await world.pass(100);
  const last = other.messages.findLast(({ kind }) => kind === 'extended');
  const { payload } = last as { payload: Uint8Array };
  expect(new TextDecoder('latin1').decode(payload)).toContain('11:upload_onlyi1e');
});
