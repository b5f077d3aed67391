import { expect, test } from '@jest/globals';
import type { TorrentDetails, TorrentPieces } from '../../../src/api/snapshot.ts';
import { parseCommand } from '../../../src/api/validate.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const PIECE = 64 * 1024;

/** Pieces: 0 a | 1 a b | 2 b | 3 b */
const torrent = memoryTorrent({ sizes: { a: 1.5 * PIECE, b: 2.25 * PIECE } });
const { id } = torrent;

test('tells which pieces are had, and where in them each file lies', async () => {
  const world = new World();
  const seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(id, seed);
  const leech = await world.start('10.0.0.2');
  await leech.add(torrent);
  await world.pass(100);

  const pieces = parseCommand({ kind: 'get-pieces', id });
  const ask = { kind: 'get-pieces', id } as const;
  expect(pieces).toEqual(ask);
  expect(await leech.execute(ask)).toEqual({ have: 'AA==' } satisfies TorrentPieces);
  expect(await seed.execute(ask)).toEqual({ have: '8A==' } satisfies TorrentPieces);
  const { files } = (await seed.execute({ kind: 'get-details', id })) as TorrentDetails;
  expect(files).toMatchObject([
    { size: 1.5 * PIECE, offset: 0 },
    { size: 2.25 * PIECE, offset: 1.5 * PIECE },
  ]);
});
