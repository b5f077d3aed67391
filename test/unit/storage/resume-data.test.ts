import { expect, test } from '@jest/globals';
import { Bitfield } from '../../../src/bytes/bitfield.ts';
import { decodeResumeData, encodeResumeData } from '../../../src/storage/resume-data.ts';
import { DEFAULT_OPTIONS } from '../../../src/storage/torrent-options.ts';

const have = new Bitfield(11);
have.set(0, true);
have.set(10, true);
const DATA = {
  have,
  folder: { id: 'id', name: 'Ünï' },
  ownFolder: true,
  unwanted: [0, 7],
  ranks: { high: [1, 2], low: [4] },
  options: {
    ...DEFAULT_OPTIONS,
    downLimit: 1000,
    seeding: { ratio: 1.5, time: null, idle: 10 },
  },
  paused: true,
  addedAt: 5,
  downloaded: 2 ** 52,
  uploaded: 0,
  seeded: 90,
};

test('comes back as it went', () => {
  const decoded = decodeResumeData(encodeResumeData(DATA), 11)!;
  expect(decoded).toMatchObject({ ...DATA, have: expect.anything() });
  expect(decoded.have!.bytes).toEqual(have.bytes);
  expect(decoded.have!.count).toBe(2);
});

test('says that the files were never looked at', () => {
  const bytes = encodeResumeData({ ...DATA, have: undefined });
  expect(decodeResumeData(bytes, 11)).toMatchObject({ have: undefined, paused: true });
});

test('claims of another number of pieces count for nothing', () => {
  expect(decodeResumeData(encodeResumeData(DATA), 17)).toMatchObject({ have: undefined });
});

test.each<[string, object]>([
  ['another version', { version: 2 }],
  ['a negative count', { uploaded: -1 }],
  ['no folder', { folder: null }],
  ['a limit below zero', { options: { downLimit: -1 } }],
  ['a file of no number', { unwanted: ['0'] }],
  ['a rank of no number', { ranks: { high: ['1'], low: [] } }],
  ['pieces as a list', { have: [1] }],
])('with %s it cannot be read', (_, change) => {
  const stored = JSON.parse(new TextDecoder().decode(encodeResumeData(DATA)));
  const bytes = new TextEncoder().encode(JSON.stringify({ ...stored, ...change }));
  expect(decodeResumeData(bytes, 11)).toBeUndefined();
});

test('an older one has all files wanted, under the name of the torrent, no options', () => {
  const stored = JSON.parse(new TextDecoder().decode(encodeResumeData(DATA)));
  const { ownFolder, unwanted, ranks, options, seeded, ...older } = stored;
  const bytes = new TextEncoder().encode(JSON.stringify(older));
  expect(decodeResumeData(bytes, 11)).toMatchObject({
    ownFolder: false,
    unwanted: [],
    ranks: { high: [], low: [] },
    options: DEFAULT_OPTIONS,
  });
});

test('garbage cannot be read', () => {
  for (const text of ['', '{', 'null', '[]', '"x"'])
    expect(decodeResumeData(new TextEncoder().encode(text), 11)).toBeUndefined();
});
