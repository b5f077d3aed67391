import { expect, test } from '@jest/globals';
import { parseCommand } from '../../../../src/api/validate.ts';
import { newDraft, planOf } from '../../../../ui/store/create-draft.ts';

const folder = { id: 'chrome:7', name: 'Shared' };
const FOLDER = { folder, path: [], name: 'Holiday' };
const FILE = { folder, path: ['film.mkv'], name: 'film.mkv' };

test('is a plan that the contract takes, as it stands', () => {
  for (const shared of [FOLDER, FILE]) {
    const command = { kind: 'create', plan: planOf(shared, newDraft(shared)) };
    // As it arrives: as JSON, which has no undefined.
    expect(parseCommand(JSON.parse(JSON.stringify(command)))).toEqual(command);
  }
});

test('names a folder as typed, as it is called when nothing is, and never a file', () => {
  const named = (typed: string) => planOf(FOLDER, { ...newDraft(FOLDER), name: typed });
  expect(named(' Summer ').name).toBe('Summer');
  expect(named('  ').name).toBe('Holiday');
  expect(planOf(FILE, { ...newDraft(FILE), name: 'Summer' }).name).toBeUndefined();
});

test('leaves nothing out when that is emptied', () => {
  expect(planOf(FOLDER, { ...newDraft(FOLDER), ignore: '\n' }).ignore).toEqual([]);
});
