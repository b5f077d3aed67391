import { expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../../../src/api/settings.ts';
import { DEFAULT_PREFERENCES } from '../../../../ui/store/preferences.ts';
import { findSettings } from '../../../../ui/views/settings/find-settings.ts';
import { SETTING_GROUPS } from '../../../../ui/views/settings/setting-list.ts';

const keysOf = (sought: string) =>
  findSettings(SETTING_GROUPS, sought).flatMap(({ entries }) =>
    entries.map(({ key }) => key),
  );

test('every setting of the contract and of the window is there, once', () => {
  const settings = Object.keys({ ...DEFAULT_SETTINGS, ...DEFAULT_PREFERENCES });
  expect(keysOf('').sort()).toEqual([...settings, 'file'].sort());
});

test('finds settings by words of their name, their help and their group', () => {
  expect(keysOf('schedule alternative')).toEqual(['alternative', 'schedule']);
  expect(keysOf('GZIPPED')).toEqual(['ipFilter']);
  expect(keysOf('finding peers announce')).toEqual([]);
  expect(keysOf('tracker tier')).toEqual(['announceTo']);
  expect(keysOf('without a tracker')).toEqual(['dht']);
  expect(keysOf('deutsch')).toEqual(['language']);
  expect(keysOf('export')).toEqual(['file']);
  expect(keysOf('no such thing')).toEqual([]);
});
