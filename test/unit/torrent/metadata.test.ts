import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { decodePrefix } from '../../../src/bencode/decode.ts';
import { encode } from '../../../src/bencode/encode.ts';
import { concat } from '../../../src/bytes/concat.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import type { PeerMessage } from '../../../src/protocol/peer-wire/message.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { peerIdOf, ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const PART = 16_384;
/** Three parts of info dict. */
const torrent = memoryTorrent({ sizes: 200_000, pieceLength: 100 });
const { id, info } = torrent;

let world: World;
let machine: Machine;

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
  await machine.addLink(`magnet:?xt=urn:btih:${id}`);
});

type OnPart = (part: number, peer: ScriptedPeer) => void;

/** A peer at that address which offers `size` bytes of metadata under id 7. */
async function offer(
  host: string,
  size: number,
  onPart: OnPart,
  of = torrent,
): Promise<ScriptedPeer[]> {
  const peers: ScriptedPeer[] = [];
  await ScriptedPeer.listen(world, { host, port: 1 }, of, (peer) => {
    peers.push(peer);
    const reserved = Uint8Array.from([0, 0, 0, 0, 0, 0x10, 0, 0]);
    peer.shakeHands({ reserved, peerId: peerIdOf(host) });
    peer.onExtended = (given, payload) => {
      if (given === 7) onPart(partOf(payload), peer);
    };
    const hello = { m: { ut_metadata: 7 }, metadata_size: size };
    peer.send({ kind: 'extended', id: 0, payload: encode(hello) });
  });
  await machine.meet(of.id, `${host}:1`);
  return peers;
}

function partOf(payload: Uint8Array): number {
  const value = decodePrefix(payload, { depth: 2, items: 10, size: 1000 });
  return value.kind === 'dict' ? (value.integer('piece') ?? -1) : -1;
}

/** Sends a part, the right one unless told otherwise. */
function give(peer: ScriptedPeer, part: number, data?: Uint8Array): void {
  const head = encode({ msg_type: 1, piece: part, total_size: info.length });
  const bytes = data ?? info.subarray(part * PART, (part + 1) * PART);
  peer.send({ kind: 'extended', id: 1, payload: concat([head, bytes]) });
}

const found = () => machine.row(id).status !== 'metadata';
const honest: OnPart = (part, peer) => give(peer, part);

test('an honest peer gives it, part by part', async () => {
  await offer('10.0.0.7', info.length, honest);
  await world.until('found', found);
  expect(machine.row(id).name).toBe('thing');
});

test('who gives a wrong dict is banned, and another asked', async () => {
  const liars = await offer('10.0.0.66', info.length, (part, peer) =>
    give(peer, part, info.slice(part * PART, (part + 1) * PART).fill(0x65)),
  );
  await world.until('dropped', () => liars.some(({ closed }) => closed));
  await world.pass(60_000);
  expect(liars).toHaveLength(1);
  await offer('10.0.0.7', info.length, honest);
  await world.until('found', found);
});

test.each<[string, number, OnPart]>([
  ['is silent', info.length, () => {}],
  [
    'rejects',
    info.length,
    (part, peer) =>
      peer.send({
        kind: 'extended',
        id: 1,
        payload: encode({ msg_type: 2, piece: part }),
      }),
  ],
  [
    'gives parts too short',
    info.length,
    (part, peer) => give(peer, part, new Uint8Array(9)),
  ],
  ['gives parts that nobody asked for', info.length, (_, peer) => give(peer, 99)],
  ['says it is too small', 5, honest],
  ['says it is of 2 GB', 2 ** 31, honest],
  ['says it is of 2^52 bytes', 2 ** 52, honest],
])('a peer that %s does not keep another from giving it', async (_, size, onPart) => {
  await offer('10.0.0.66', size, onPart);
  await world.pass(50);
  await offer('10.0.0.7', info.length, honest);
  await world.until('found', found);
  expect(machine.session.rows()).toHaveLength(1);
});

test('three silent peers give way to a fourth', async () => {
  for (const last of [1, 2, 3]) await offer(`10.0.1.${last}`, info.length, () => {});
  await offer('10.0.0.7', info.length, honest);
  await world.until('found', found, 30_000);
});

/** Gives each part only after so many milliseconds. */
function slowly(ms: number): OnPart {
  return (part, peer) => {
    world.clock.timer(ms * (part + 1), () => give(peer, part));
  };
}

test('three who send a part now and then give way to a fourth', async () => {
  for (const last of [1, 2, 3]) {
    await offer(`10.0.1.${last}`, 100 * PART, slowly(15_000));
  }
  await world.pass(1000);
  await offer('10.0.0.7', info.length, honest);
  await world.until('found', found, 15_000);
});

test('where all are slow, and more of them wait, one comes to its end', async () => {
  for (let last = 1; last <= 9; last++) {
    await offer(`10.0.1.${last}`, info.length, slowly(8000));
  }
  await world.until('found', found, 30_000);
});

test('eighty who offer nothing give way to others', async () => {
  const hosts = Array.from({ length: 80 }, (_, last) => `10.0.2.${last}`);
  for (const host of hosts) {
    await ScriptedPeer.listen(world, { host, port: 1 }, torrent, (peer) => {
      const reserved = Uint8Array.from([0, 0, 0, 0, 0, 0x10, 0, 0]);
      peer.shakeHands({ reserved, peerId: peerIdOf(host) });
    });
  }
  await machine.meet(id, ...hosts.map((host) => `${host}:1`));
  await world.until('full', () => machine.row(id).peers === 80);
  await offer('10.0.0.7', info.length, honest);
  await world.until('found', found, 30_000);
});

test('a v2 link takes only what has its SHA-256', async () => {
  const v2 = memoryTorrent({ version: 'v2' });
  const isLink = () => machine.row(v2.id).status === 'metadata';
  await machine.addLink(`magnet:?xt=urn:btmh:1220${toHex(v2.hashes.v2!)}`);
  const lie = v2.info.slice();
  lie[lie.indexOf(0x61)]!++;
  const wrong: OnPart = (part, peer) => give(peer, part, lie);
  const liars = await offer('10.0.0.66', lie.length, wrong, v2);
  await world.until('dropped', () => liars[0]?.closed === true);
  expect(isLink()).toBe(true);
  const right: OnPart = (part, peer) => give(peer, part, v2.info);
  await offer('10.0.0.7', v2.info.length, right, v2);
  await world.until('found', () => !isLink());
});

test('a dict that is no torrent is an error that a person sees, and ends the link', async () => {
  const nonsense = encode({ name: 'x' });
  const hash = new Uint8Array(createHash('sha1').update(nonsense).digest());
  const other = { ...torrent, info: nonsense, infoHash: hash };
  const otherId = Buffer.from(hash).toString('hex');
  await machine.addLink(`magnet:?xt=urn:btih:${otherId}`);
  await ScriptedPeer.listen(world, { host: '10.0.0.9', port: 1 }, other, (peer) => {
    peer.shakeHands({ reserved: Uint8Array.from([0, 0, 0, 0, 0, 0x10, 0, 0]) });
    peer.onExtended = (given) => {
      const head = encode({ msg_type: 1, piece: 0 });
      const payload = concat([head, nonsense]);
      if (given === 7) peer.send({ kind: 'extended', id: 1, payload });
    };
    const hello = { m: { ut_metadata: 7 }, metadata_size: nonsense.length };
    peer.send({ kind: 'extended', id: 0, payload: encode(hello) });
  });
  await machine.meet(otherId, '10.0.0.9:1');
  await world.until('an alert', () => machine.alerts.length > 0);
  expect(machine.alerts).toMatchObject([
    { kind: 'torrent-error', id: otherId, error: { fault: 'input' } },
  ]);
  expect(machine.session.rows().map((row) => row.id)).toEqual([id]);
  expect(await machine.kept()).toEqual([`magnet/${id}`]);
});

describe('a peer of a link', () => {
  const NONE = { root: new Uint8Array(32), baseLayer: 2, index: 0, length: 8 };
  const hashRequest = { kind: 'hash-request', ...NONE, proofLayers: 2 } as const;

  test('that asks for hashes is told that there are none yet', async () => {
    const peer = await ScriptedPeer.join(world, '10.0.0.5', machine, torrent);
    peer.send(hashRequest);
    await world.until('answered', () => peer.heard('hash-reject'), 1000);
    expect(peer.messages).toContainEqual({ ...hashRequest, kind: 'hash-reject' });
  });

  test.each<[string, PeerMessage]>([
    ['hashes', hashRequest],
    ['metadata', { kind: 'extended', id: 1, payload: encode({ msg_type: 0, piece: 0 }) }],
  ])('that asks for %s on and on and takes no answer is dropped', async (_, request) => {
    const [peer] = await offering(() => {});
    peer!.stopReading();
    for (let i = 0; i < 150_000 && !peer!.closed; i++) {
      peer!.send(request);
      if (i % 1000 === 0) await world.pass(10);
    }
    await world.until('dropped', () => machine.power.connections.size === 0, 5000);
  });

  test('may have as many pieces as a torrent can have', async () => {
    const [peer] = await offering(() => {});
    peer!.send({ kind: 'bitfield', bits: new Uint8Array(512 * 1024).fill(255) });
    await world.pass(1000);
    expect(peer!.closed).toBe(false);
  });

  /** One that has dialled already, and offers the metadata. */
  async function offering(onPart: OnPart): Promise<ScriptedPeer[]> {
    const peers = await offer('10.0.0.7', info.length, onPart);
    await world.until('dialled', () => peers.length > 0);
    return peers;
  }
});

test('an info dict of 40 MB is found: a torrent file may have one', async () => {
  const large = encode({
    length: 1,
    name: 'large',
    'piece length': 16_384,
    pieces: new Uint8Array(20),
    rest: new Uint8Array(40_000_000),
  });
  const infoHash = new Uint8Array(createHash('sha1').update(large).digest());
  const other = { ...torrent, infoHash, id: toHex(infoHash) };
  await machine.addLink(`magnet:?xt=urn:btih:${other.id}`);
  const part = (at: number) => large.subarray(at * PART, (at + 1) * PART);
  await offer('10.0.0.7', large.length, (at, peer) => give(peer, at, part(at)), other);
  await world.until('found', () => machine.row(other.id).name === 'large');
});
