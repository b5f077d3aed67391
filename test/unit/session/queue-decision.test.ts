import { expect, test } from '@jest/globals';
import {
  admitted,
  type QueueEntry,
  type QueueLimits,
} from '../../../src/session/queue.ts';
import {
  type QueueMove,
  reordered,
  reorderedByKind,
} from '../../../src/session/queue-order.ts';

/**
 * A queue as a picture, first to last. "d": waits to download, "D": downloads; "s", "S": the
 * same for a seed; "C": has completed just now, and runs as a download still. Behind it "!":
 * forced, "~": stalled.
 */
function queue(picture: string): QueueEntry[] {
  return picture.split(' ').map((word, at) => {
    const letter = word[0]!;
    return {
      id: String.fromCharCode(97 + at),
      kind: letter === 'd' || letter === 'D' ? 'download' : 'seed',
      forced: word.includes('!'),
      runsAs: RUNS_AS[letter],
      stalled: word.includes('~'),
    };
  });
}

const RUNS_AS: Readonly<Record<string, QueueEntry['kind']>> = {
  D: 'download',
  S: 'seed',
  C: 'download',
};

const LIMITS: QueueLimits = { download: 2, seed: 1, total: 4 };

/** Who is let in, as letters in their order; "." for who is not. */
function picture(entries: QueueEntry[], limits: QueueLimits, anew: boolean): string {
  const chosen = admitted(entries, limits, anew);
  return entries.map(({ id }) => (chosen.has(id) ? id : '.')).join('');
}

test.each<[string, string, string]>([
  ['the first are let in, each kind for itself', 'd d d s s', 'ab.d.'],
  ['a free slot goes to the first who waits', 'D d d d', 'ab..'],
  ['who waits in front does not stop who runs', 'd D D', '.bc'],
  ['who is forced runs beside the slots', 'd! d d d', 'abc.'],
  ['who is stalled holds no slot', 'D D~ d d', 'abc.'],
  ['who woke up goes on beyond the limit', 'D D D d', 'abc.'],
  ['who completed needs a slot of its new kind', 'C S d', '.bc'],
  ['who completed takes a slot that is free', 'C d d d', 'abc.'],
  ['where all places are taken, who is stalled gives way', 'D~ D~ D~ D~ d d', 'ab..ef'],
  ['who waits for having stalled does not drive out others', 'D~ D~ D~ D~ d~', 'abcd.'],
  ['who waits for having stalled comes after all others', 'd~ d d', '.bc'],
  ['who waits for having stalled takes what is free', 'd~ D', 'ab'],
])('%s', (_, before, after) => {
  expect(picture(queue(before), LIMITS, false)).toBe(after);
});

test.each<[string, string, string]>([
  ['the first get the slots, whoever runs', 'd D D', 'ab.'],
  ['who woke up keeps to the limit', 'D D D d', 'ab..'],
  ['who is forced keeps running', 'd d D!', 'abc'],
])('anew: %s', (_, before, after) => {
  expect(picture(queue(before), LIMITS, true)).toBe(after);
});

test('no limit lets in everyone, though one for all still holds', () => {
  expect(picture(queue('d d d s s'), { download: 0, seed: 0, total: 0 }, false)).toBe(
    'abcde',
  );
  expect(picture(queue('d d d s s'), { download: 0, seed: 0, total: 4 }, false)).toBe(
    'abcd.',
  );
});

test.each<[string, QueueMove, string, string]>([
  ['one up', 'up', 'c', 'acbde'],
  ['the first up', 'up', 'a', 'abcde'],
  ['neighbours up, together', 'up', 'bc', 'bcade'],
  ['those that are at the top already, up', 'up', 'ab', 'abcde'],
  ['one down', 'down', 'c', 'abdce'],
  ['neighbours down, together', 'down', 'cd', 'abecd'],
  ['some to the top, in their order', 'top', 'db', 'bdace'],
  ['some to the bottom, in their order', 'bottom', 'ca', 'bdeac'],
  ['one that is not there', 'top', 'x', 'abcde'],
])('moves %s', (_, to, ids, after) => {
  expect(reordered([...'abcde'], new Set(ids), to).join('')).toBe(after);
});

test('each moves among its kind alone', () => {
  const isSeed = (id: string) => (id === id.toUpperCase() ? 'seed' : 'download');
  const moved = (ids: string, to: QueueMove) =>
    reorderedByKind([...'aBcDe'], new Set(ids), to, isSeed).join('');
  expect(moved('c', 'up')).toBe('cBaDe');
  expect(moved('D', 'top')).toBe('aDcBe');
  expect(moved('eD', 'top')).toBe('eDaBc');
});
