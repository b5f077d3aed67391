import { expect, test } from '@jest/globals';
import { encode } from '../../../src/bencode/encode.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { World } from '../../support/sim/world.ts';

const PASSKEY = '0123456789abcdef0123456789abcdef';

test.each([
  ['that refuses', `http://10.0.0.9:80/${PASSKEY}/announce`],
  ['whose name is not found', `http://tracker.invalid/announce?passkey=${PASSKEY}`],
  ['of a kind that is not known', `wss://10.0.0.9/${PASSKEY}/announce`],
  ['over https', `https://10.0.0.9/${PASSKEY}/announce`],
  ['over UDP', `udp://10.0.0.9:80/announce?passkey=${PASSKEY}`],
  ['with a login', `http://me:${PASSKEY}@10.0.0.9:80/announce`],
  ['with a login over https', `https://me:${PASSKEY}@10.0.0.9/announce`],
  ['on this machine', `http://127.0.0.1:80/${PASSKEY}/announce`],
  ['that is no address at all', `http://[${PASSKEY}/announce`],
])('a passkey is in no log, no row and no alert: a tracker %s', async (_, url) => {
  const world = new World();
  const machine = await world.start('10.0.0.1');
  const torrent = memoryTorrent({ trackers: [url] });
  await machine.add(torrent);
  await machine.addLink(
    `magnet:?xt=urn:btih:${'5'.repeat(40)}&tr=${encodeURIComponent(url)}`,
  );
  await world.pass(120_000);
  expect(machine.row(torrent.id).trackerError).not.toBeNull();
  const shown = JSON.stringify([
    machine.session.rows(),
    machine.session.status(),
    machine.alerts,
    machine.log,
  ]);
  expect(shown).not.toContain(PASSKEY);
});

test('a passkey is in no log, row or alert where the tracker itself repeats it', async () => {
  const world = new World();
  const tracker = await MemoryTracker.start(world, '10.0.0.9');
  tracker.answer = () => encode({ 'failure reason': `who is ${PASSKEY}?` });
  const machine = await world.start('10.0.0.1');
  const torrent = memoryTorrent({ trackers: [`${tracker.url}?passkey=${PASSKEY}`] });
  await machine.add(torrent);
  await world.pass(1000);
  expect(machine.row(torrent.id).trackerError?.message).toBe('who is …?');
  expect(JSON.stringify([machine.log, machine.alerts])).not.toContain(PASSKEY);
});
