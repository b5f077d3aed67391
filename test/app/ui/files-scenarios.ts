import type { Scenario } from './fake-engine.ts';
import { makeRow } from './make-row.ts';

const DOWNLOADS = { id: 'chrome:1', name: 'Downloads' };
const INSIDE = { id: 'opfs:', name: 'Inside Chrome' };
const NAMES = [
  'Evening.wav',
  'Morning.wav',
  'archive.zip',
  'broken.mp4',
  'cover 1.png',
  'cover 2.png',
  'drawing.svg',
  'notes.txt',
  'page.html',
];
const SIZE = 1_000_000;

/** All there, of each kind; and one that is inside Chrome. */
export const FILES_SCENARIOS = {
  files: {
    settings: { defaultFolder: DOWNLOADS },
    rows: [
      makeRow(1, {
        name: 'Field recordings',
        status: 'seeding',
        size: NAMES.length * SIZE,
        done: NAMES.length * SIZE,
        fileCount: NAMES.length,
        folder: DOWNLOADS,
      }),
      makeRow(2, { name: 'Kept inside', folder: INSIDE, embedded: true }),
      makeRow(3, { name: 'A third one', folder: DOWNLOADS }),
    ],
    details: {
      pieceLength: SIZE,
      pieceCount: NAMES.length,
      files: NAMES.map((name, index) => ({
        index,
        path: ['Field recordings', name],
        size: SIZE,
        offset: index * SIZE,
        priority: 'normal',
      })),
    },
  },
} satisfies Record<string, Scenario>;
