import { expect, test } from '@jest/globals';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;

test('a torrent whose pieces no memory holds fails alone, and goes on once there is some', async () => {
  const world = new World();
  const large = memoryTorrent({
    name: 'large',
    sizes: 600 * KIB,
    pieceLength: 256 * KIB,
  });
  const small = memoryTorrent({ name: 'small', sizes: 600 * KIB, pieceLength: 64 * KIB });
  const seed = await world.start('10.0.0.1');
  const leech = world.machine('10.0.0.2');
  let most = 64 * KIB;
  const { hasher } = world;
  const scarce = {
    allocate: (length: number) => {
      if (length > most) throw new RangeError('Array buffer allocation failed');
      return hasher.allocate(length);
    },
    digest: hasher.digest.bind(hasher),
    digestEach: hasher.digestEach.bind(hasher),
    merkleRoot: hasher.merkleRoot.bind(hasher),
  };
  const ports = { ...leech.ports(), hasher: scarce };
  leech.ports = () => ports;
  await leech.start();
  for (const torrent of [large, small]) {
    await seed.put(torrent);
    await seed.add(torrent);
    await world.complete(torrent.id, seed);
    await leech.add(torrent);
    await leech.meet(torrent.id, seed);
  }
  await world.complete(small.id, leech);
  expect(leech.row(large.id)).toMatchObject({
    status: 'error',
    error: { fault: 'storage', code: 'no-memory' },
  });
  most = 256 * KIB;
  await leech.execute({ kind: 'resume', id: large.id });
  await world.complete(large.id, leech);
  expect(await leech.differences(large)).toEqual([]);
});
