import { expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../../../src/api/settings.ts';
import { DEFAULT_PREFERENCES } from '../../../../ui/store/preferences.ts';
import {
  readSettingsFile,
  writeSettingsFile,
} from '../../../../ui/store/settings-file.ts';

const values = { ...DEFAULT_SETTINGS, ...DEFAULT_PREFERENCES };
const fileOf = (settings: unknown) => JSON.stringify({ program: 'rill', settings });

test('all settings come back from a file', () => {
  const mine = { ...values, downLimit: 5000, language: 'ja', seedRatio: 1.5 } as const;
  const read = readSettingsFile(writeSettingsFile(mine));
  expect(read).toEqual({ kind: 'settings', values: mine, wrong: [] });
});

test('what is unknown or cannot be so is named, and the rest taken', () => {
  const settings = {
    downLimit: -1,
    upLimit: 20_000,
    theme: 'dark',
    contrast: 3,
    proxy: 'x',
    schedule: { days: [9], from: 0, to: 1 },
    defaultFolder: { id: 'chrome:1', name: 'Films', more: true },
  };
  expect(readSettingsFile(fileOf(settings))).toEqual({
    kind: 'settings',
    values: {
      upLimit: 20_000,
      theme: 'dark',
      defaultFolder: { id: 'chrome:1', name: 'Films' },
    },
    wrong: ['downLimit', 'contrast', 'proxy', 'schedule'],
  });
});

test.each([
  '',
  'settings',
  '7',
  'null',
  '[]',
  '{"settings": {}}',
  '{"program": "rill"}',
  '{"program": "rill", "settings": null}',
  '{"program": "other", "settings": {"dht": true}}',
])('%s is no such file', (written) => {
  expect(readSettingsFile(written)).toEqual({ kind: 'wrong' });
});

test('a list of settings names what is in it', () => {
  expect(readSettingsFile(fileOf([true]))).toEqual({
    kind: 'settings',
    values: {},
    wrong: ['0'],
  });
});

test('a key that is no property of a plain object harms nothing', () => {
  const file = '{"program":"rill","settings":{"__proto__":{"dht":false},"dht":true}}';
  expect(readSettingsFile(file)).toEqual({
    kind: 'settings',
    values: { dht: true },
    wrong: ['__proto__'],
  });
});
