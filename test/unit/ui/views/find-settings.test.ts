import { expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../../../src/api/settings.ts';
import { findSettings } from '../../../../ui/views/settings/find-settings.ts';
import { SETTING_GROUPS } from '../../../../ui/views/settings/setting-list.ts';

const keysOf = (sought: string) =>
  findSettings(SETTING_GROUPS, sought).flatMap(({ entries }) =>
    entries.map(({ key }) => key),
  );

test('every setting of the contract is there, once', () => {
  expect(keysOf('').sort()).toEqual(Object.keys(DEFAULT_SETTINGS).sort());
});

test('finds settings by words of their name, their help and their group', () => {
  expect(keysOf('schedule alternative')).toEqual(['alternative', 'schedule']);
  expect(keysOf('GZIPPED')).toEqual(['ipFilter']);
  expect(keysOf('finding peers announce')).toEqual([]);
  expect(keysOf('tracker tier')).toEqual(['announceTo']);
  expect(keysOf('without a tracker')).toEqual(['dht']);
  expect(keysOf('no such thing')).toEqual([]);
});
