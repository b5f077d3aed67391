import { expect, test } from '@jest/globals';
import type { TorrentDetails, TorrentPieces } from '../../../src/api/snapshot.ts';
import { parseCommand } from '../../../src/api/validate.ts';
import { fromBase64 } from '../../../src/bytes/base64.ts';
import type { Machine } from '../../support/sim/machine.ts';
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
  expect(await leech.execute(ask)).toMatchObject({ have: 'AA==' });
  expect(await seed.execute(ask)).toMatchObject({ have: '8A==' });
  const { files } = (await seed.execute({ kind: 'get-details', id })) as TorrentDetails;
  expect(files).toMatchObject([
    { size: 1.5 * PIECE, offset: 0 },
    { size: 2.25 * PIECE, offset: 1.5 * PIECE },
  ]);
});

test('tells how often the pieces are there, of the swarm of a seed, too', async () => {
  const world = new World();
  const seed = await world.start('10.0.0.1');
  const partial = await world.start('10.0.0.3');
  await seed.put(torrent);
  await partial.put(torrent, undefined, (piece) => piece < 2);
  for (const machine of [seed, partial]) await machine.add(torrent);
  await world.complete(id, seed);
  const leech = await world.start('10.0.0.2');
  const changes = { downLimit: 1024, limitLocal: true };
  await leech.execute({ kind: 'set-settings', changes });
  await leech.add(torrent);
  const piecesAt = async (machine: Machine) => {
    const pieces = await machine.execute({ kind: 'get-pieces', id });
    const { availability, copies } = pieces as TorrentPieces;
    return { parts: availability && [...fromBase64(availability)!], copies };
  };
  await world.pass(500);
  expect(await piecesAt(leech)).toEqual({ parts: [0, 0, 0, 0], copies: 0 });

  await leech.meet(id, partial);
  await world.until('connected', () => leech.row(id).peers === 1);
  await world.pass(200);
  expect(await piecesAt(leech)).toEqual({ parts: [1, 1, 0, 0], copies: 0.5 });
  await leech.meet(id, seed);
  await world.until('connected', () => leech.row(id).peers === 2);
  await world.pass(200);
  expect(await piecesAt(leech)).toEqual({ parts: [2, 2, 1, 1], copies: 1.5 });
  // The seed counts itself, and knows of nobody else who has all.
  expect(await piecesAt(seed)).toMatchObject({ copies: 1 });

  await leech.execute({ kind: 'pause', id });
  expect(await piecesAt(leech)).toEqual({ parts: null, copies: null });
});
