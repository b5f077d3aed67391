import type { Scenario } from './fake-engine.ts';
import { makeRow } from './make-row.ts';

const MB = 1_000_000;

const FILES = [
  ['Sintel.2010.4K.mkv', 5100],
  ['Extras/Making of.mp4', 640],
  ['Extras/Poster.jpg', 4],
  ['Extras/Storyboard.pdf', 38],
  ['Music/01 Prologue.flac', 31],
  ['Music/02 The fight.flac', 44],
  ['Subtitles/Deutsch.srt', 0.08],
  ['Subtitles/English.srt', 0.07],
] as const;

let end = 0;
const files = FILES.map(([path, size], index) => {
  const offset = end;
  end += size * MB;
  const whole = ['Sintel', ...path.split('/')];
  return { index, path: whole, size: size * MB, offset, priority: 'normal' as const };
});

/** What is added is shown first. */
export const ADDING_SCENARIOS = {
  asking: {
    settings: {
      askWhenAdding: true,
      defaultFolder: { id: 'chrome:1', name: 'Downloads' },
    },
    details: { files },
    free: 5_000_000_000,
    rows: [
      makeRow(1, { name: 'Cosmos Laundromat', labels: ['films', 'open'] }),
      makeRow(2, {
        name: 'Lectures, summer term',
        folder: { id: 'chrome:2', name: 'Lectures' },
        labels: ['study'],
      }),
    ],
  },

  askingFirst: { settings: { askWhenAdding: true }, details: { files }, rows: [] },
} satisfies Record<string, Scenario>;
