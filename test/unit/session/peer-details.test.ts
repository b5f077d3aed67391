import { expect, test } from '@jest/globals';
import { parseCommand } from '../../../src/api/validate.ts';
import { encode } from '../../../src/bencode/encode.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { peersOf } from '../../support/sim/peers-of.ts';
import { peerIdOf, ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const PIECE = 64 * 1024;

test('tells of each peer who it is, what passed, and how both sides stand', async () => {
  const world = new World();
  const torrent = memoryTorrent({ sizes: 40 * PIECE });
  const { id } = torrent;
  const seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  const leech = await world.start('10.0.0.2', {
    settings: { downLimit: 100_000, limitLocal: true },
  });
  await leech.add(torrent);
  await world.pass(100);
  await leech.meet(id, seed);
  // It gives nothing: its slot is not earned.
  const taker = await ScriptedPeer.join(world, '10.0.0.3', leech, torrent, () => false);
  taker.send({ kind: 'interested' });
  await world.pass(15_000);

  const { peers, known } = await peersOf(leech, id);
  expect(peers).toHaveLength(2);
  const [theSeed, theTaker] = peers;
  expect(theTaker).toMatchObject({
    address: expect.stringMatching(/^10\.0\.0\.3:\d+$/),
    direction: 'incoming',
    progress: 0,
    flags: { interested: true, amInterested: false, amChoking: false, optimistic: true },
  });
  const { listenPort } = seed.session.status();
  expect(theSeed).toMatchObject({
    address: `10.0.0.1:${listenPort}`,
    client: expect.stringMatching(/^Rill \d/),
    source: 'manual',
    direction: 'outgoing',
    uploaded: 0,
    progress: 1,
    flags: {
      amInterested: true,
      choking: false,
      interested: false,
      amChoking: true,
      snubbed: false,
      optimistic: false,
      seed: true,
      v2: false,
      fast: true,
      local: true,
    },
  });
  expect(theSeed!.downloaded).toBeGreaterThan(PIECE);
  expect(theSeed!.downRate).toBeGreaterThan(50_000);
  expect(theSeed!.connected).toBeGreaterThan(10);
  expect(known).toMatchObject({ manual: 1, incoming: 0, tracker: 0, dht: 0 });

  const [theLeech] = (await peersOf(seed, id)).peers;
  expect(theLeech).toMatchObject({
    source: 'incoming',
    direction: 'incoming',
    downloaded: 0,
    uploaded: expect.any(Number),
    flags: { interested: true, amChoking: false, seed: false },
  });
  expect(theLeech!.progress).toBeGreaterThan(0);
  expect(theLeech!.progress).toBeLessThan(1);

  await leech.execute({ kind: 'pause', id });
  expect((await peersOf(leech, id)).peers).toEqual([]);
});

test('tells of the peers of a magnet link by what they call themselves', async () => {
  const world = new World();
  const torrent = memoryTorrent();
  const machine = await world.start('10.0.0.1');
  const at = { host: '10.0.0.5', port: 9 };
  await ScriptedPeer.listen(world, at, torrent, (peer) => {
    const reserved = Uint8Array.from([0, 0, 0, 0, 0, 0x10, 0, 0]);
    peer.shakeHands({ peerId: peerIdOf('named'), reserved });
    const payload = encode({ v: 'Some client 7' });
    peer.send({ kind: 'extended', id: 0, payload });
  });
  const id = await machine.addLink(`magnet:?xt=urn:btih:${torrent.id}&x.pe=10.0.0.5:9`);
  await world.pass(3000);
  const { peers, known } = await peersOf(machine, id);
  expect(peers).toMatchObject([
    { address: '10.0.0.5:9', client: 'Some client 7', source: 'magnet', progress: 0 },
  ]);
  expect(peers[0]!.flags.seed).toBe(false);
  expect(known.magnet).toBe(1);
});

test('the command names a torrent, and nothing else', () => {
  const id = 'a'.repeat(40);
  expect(parseCommand({ kind: 'get-peers', id })).toEqual({ kind: 'get-peers', id });
  for (const wrong of [{}, { id: 'x' }, { id: 7 }, { id, most: 5 }]) {
    expect(() => parseCommand({ kind: 'get-peers', ...wrong })).toThrow('not a command');
  }
});

test('a torrent that is not in the list has no peers to tell of', async () => {
  const world = new World();
  const machine = await world.start('10.0.0.1');
  await expect(peersOf(machine, 'a'.repeat(40))).rejects.toMatchObject({
    code: 'no-such-torrent',
  });
});

test('the status says whether the alternative limits hold now', async () => {
  const world = new World();
  const machine = await world.start('10.0.0.1');
  const alternative = () => machine.session.status().alternativeLimits;
  const set = (changes: object) => machine.execute({ kind: 'set-settings', changes });
  expect(alternative()).toBe(false);
  await set({ alternative: 'on' });
  expect(alternative()).toBe(true);
  const days = [0, 1, 2, 3, 4, 5, 6];
  const minutes = new Date(world.clock.date()).getUTCHours() * 60;
  const from = (minutes + 120) % 1440;
  const to = (minutes + 180) % 1440;
  await set({ alternative: 'scheduled', schedule: { days, from, to } });
  expect(alternative()).toBe(false);
  await world.pass(150 * 60_000);
  expect(alternative()).toBe(true);
});
