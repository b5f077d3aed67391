import { expect, test } from '@jest/globals';
import { MOST_LABELS } from '../../../../src/api/labels.ts';
import { readLabels } from '../../../../ui/format/read-labels.ts';

test('labels are parted by commas of any script, each taken once', () => {
  const { labels, wrong, tooMany } = readLabels(' films,, Open  data、 FILMS ，音楽, ');
  expect(labels).toEqual(['films', 'Open data', '音楽']);
  expect(wrong).toBeUndefined();
  expect(tooMany).toBe(false);
});

test('the first that cannot be one is told, and the others are read all the same', () => {
  const long = 'x'.repeat(65);
  expect(readLabels(`good, ${long}, a\u202eb`)).toMatchObject({
    labels: ['good'],
    wrong: long,
  });
});

test('there can be only so many', () => {
  const many = Array.from({ length: MOST_LABELS + 1 }, (_, index) => `label ${index}`);
  expect(readLabels(many.join(',')).tooMany).toBe(true);
  expect(readLabels(many.slice(1).join(',')).tooMany).toBe(false);
});
