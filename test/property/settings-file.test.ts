import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_SETTINGS } from '../../src/api/settings.ts';
import { parseSettings } from '../../src/api/validate.ts';
import { DEFAULT_PREFERENCES, readPreferences } from '../../ui/store/preferences.ts';
import { readSettingsFile } from '../../ui/store/settings-file.ts';

const KEYS = Object.keys({ ...DEFAULT_SETTINGS, ...DEFAULT_PREFERENCES });
const key = fc.oneof(fc.constantFrom(...KEYS), fc.string());

test('whatever a file of settings holds, only what is valid is taken of it', () => {
  fc.assert(
    fc.property(fc.dictionary(key, fc.jsonValue()), (settings) => {
      const read = readSettingsFile(JSON.stringify({ program: 'rill', settings }));
      if (read.kind !== 'settings') throw new Error('it is a file of settings');
      const { language, theme, contrast, density, ...engines } = read.values;
      expect(() => parseSettings(engines)).not.toThrow();
      const ours = Object.entries({ language, theme, contrast, density });
      const set = Object.fromEntries(ours.filter(([, value]) => value !== undefined));
      expect(readPreferences(set).wrong).toEqual([]);
      const told = [...Object.keys(read.values), ...read.wrong];
      expect(told.sort()).toEqual(Object.keys(settings).sort());
    }),
  );
});

test('whatever is read for a file of settings, nothing is thrown', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (written) => {
      expect(() => readSettingsFile(written)).not.toThrow();
    }),
  );
});
