import { beforeEach, expect, jest, test } from '@jest/globals';
import { encode } from '../../../src/bencode/encode.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { peerIdOf, ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const torrent = memoryTorrent({ sizes: 6 * 64 * 1024 });
const { id } = torrent;
/** Extended messages. */
const EXTENDED = Uint8Array.from([0, 0, 0, 0, 0, 0x10, 0, 0]);

let world: World;
let machine: Machine;

beforeEach(() => {
  world = new World();
});

async function start(settings = {}): Promise<void> {
  machine = await world.start('10.0.0.1', { settings });
  await machine.add(torrent);
  await world.pass(50);
}

/** Who waits at these addresses, by host; nobody says anything but the handshake. */
async function listenAt(...hosts: string[]): Promise<Map<string, ScriptedPeer[]>> {
  const dialled = new Map<string, ScriptedPeer[]>();
  for (const host of hosts) {
    dialled.set(host, []);
    await ScriptedPeer.listen(world, { host, port: 1 }, torrent, (peer) => {
      dialled.get(host)!.push(peer);
      peer.shakeHands({ peerId: peerIdOf(host), reserved: EXTENDED });
    });
  }
  return dialled;
}

test('does not dial itself a second time', async () => {
  await start();
  const { listenPort } = machine.session.status();
  const dial = jest.spyOn(world.network.host('10.0.0.1').tcp, 'connect');
  await machine.meet(id, `10.0.0.1:${listenPort}`);
  await world.pass(60 * 60_000);
  expect(dial).toHaveBeenCalledTimes(1);
  expect(machine.row(id).peers).toBe(0);
  expect(machine.power.connections.size).toBe(0);
});

test('dials no more at once than the settings allow', async () => {
  await start({ maxPeersPerTorrent: 3 });
  const hosts = ['10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6'];
  const dialled = await listenAt(...hosts);
  await machine.meet(id, ...hosts.map((host) => `${host}:1`));
  await world.pass(30_000);
  expect(machine.row(id).peers).toBe(3);
  expect([...dialled.values()].flat()).toHaveLength(3);
});

test('a full torrent parts from who is of no use after three minutes, for another', async () => {
  await start({ maxPeersPerTorrent: 1 });
  const idle = await ScriptedPeer.join(world, '10.0.0.5', machine, torrent, () => false);
  const keepAlive = () => idle.send({ kind: 'keep-alive' });
  const early = await ScriptedPeer.join(world, '10.0.0.6', machine, torrent);
  await world.until('refused', () => early.closed);
  await world.pass(100_000);
  keepAlive();
  await world.pass(100_000);
  expect(idle.closed).toBe(false);
  const late = await ScriptedPeer.join(world, '10.0.0.7', machine, torrent);
  late.serve();
  await world.complete(id, machine);
  expect(idle.closed).toBe(true);
});

test('two torrents share the connections there are', async () => {
  const other = memoryTorrent({ name: 'other', sizes: 64 * 1024 });
  await start({ maxPeers: 4 });
  await machine.add(other);
  const hosts = ['10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'];
  await listenAt(...hosts);
  await machine.meet(id, ...hosts.map((host) => `${host}:1`));
  await world.pass(70_000);
  expect(machine.row(id).peers).toBe(4);
  await ScriptedPeer.listen(world, { host: '10.0.0.9', port: 1 }, other, (peer) =>
    peer.shakeHands({ peerId: peerIdOf('nine') }),
  );
  await machine.meet(other.id, '10.0.0.9:1');
  await world.until('its share', () => machine.row(other.id).peers === 1);
  expect(machine.row(id).peers).toBe(3);
});

test('who dialled us is dialled where it says that it listens, once it is gone', async () => {
  await start();
  const dialled = await listenAt('10.0.0.5');
  const peer = await ScriptedPeer.dial(world, '10.0.0.5', machine, torrent);
  peer.shakeHands({ peerId: peerIdOf('10.0.0.5'), reserved: EXTENDED });
  const payload = encode({ m: {}, p: 1 });
  peer.send({ kind: 'extended', id: 0, payload });
  await world.pass(5000);
  expect(dialled.get('10.0.0.5')).toHaveLength(0);
  peer.leave();
  await world.until('dialled', () => dialled.get('10.0.0.5')!.length === 1);
});
