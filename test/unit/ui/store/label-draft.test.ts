import { expect, test } from '@jest/globals';
import { labelColour } from '../../../../ui/format/label-colour.ts';
import { LabelDraft } from '../../../../ui/store/label-draft.ts';

const KNOWN = ['Films', 'Music', 'Old'];

test('says of which torrents each label is, and changes nothing by itself', () => {
  const draft = new LabelDraft(KNOWN, [['Films', 'Old'], ['Films']]);
  expect(draft.labels.map((label) => draft.share(label))).toEqual([
    'all',
    'none',
    'some',
  ]);
  expect(draft.changes()).toEqual({ add: [], remove: [] });
});

test('what only some have is given to all, then to none, then left alone again', () => {
  const draft = new LabelDraft(KNOWN, [['Old'], []]);
  draft.turn('Old');
  expect(draft.changes()).toEqual({ add: ['Old'], remove: [] });
  draft.turn('Old');
  expect(draft.changes()).toEqual({ add: [], remove: ['Old'] });
  draft.turn('Old');
  expect(draft.share('Old')).toBe('some');
  expect(draft.changes()).toEqual({ add: [], remove: [] });
});

test('what is turned there and back is no change', () => {
  const draft = new LabelDraft(KNOWN, [['Films']]);
  draft.turn('Films');
  draft.turn('Music');
  expect(draft.changes()).toEqual({ add: ['Music'], remove: ['Films'] });
  draft.turn('Films');
  draft.turn('Music');
  expect(draft.changes()).toEqual({ add: [], remove: [] });
});

test('a new label is added, one that is known by its spelling', () => {
  const draft = new LabelDraft(KNOWN, [[]]);
  draft.add('MUSIC');
  draft.add('New');
  expect(draft.labels).toEqual([...KNOWN, 'New']);
  expect(draft.changes()).toEqual({ add: ['Music', 'New'], remove: [] });
});

test('a label has the same colour in any case, and different ones are spread', () => {
  expect(labelColour('FILMS')).toBe(labelColour('films'));
  const used = Array.from({ length: 200 }, (_, index) => labelColour(`label ${index}`));
  expect(new Set(used)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]));
});
