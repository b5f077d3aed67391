import { readSettings } from '../../src/api/read-settings.ts';
import type { SettingValues } from './all-settings.ts';
import { PREFERENCES, readPreferences } from './preferences.ts';

/*
 * Settings as a file: JSON, {"program": "rill", "version": 1, "settings": {…}}, the engine's and
 * the window's own in one. Who reads one may have another version: each entry is for itself.
 */

/** Bytes. No settings come near it. */
export const LARGEST_SETTINGS_FILE = 256 * 1024;
const PROGRAM = 'rill';
const VERSION = 1;

export type ReadSettingsFile =
  /** It is no such file. */
  | { readonly kind: 'wrong' }
  | {
      readonly kind: 'settings';
      readonly values: Partial<SettingValues>;
      /** Keys of what is unknown, or cannot be so. */
      readonly wrong: readonly string[];
    };

export function writeSettingsFile(values: SettingValues): string {
  const file = { program: PROGRAM, version: VERSION, settings: values };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export function readSettingsFile(written: string): ReadSettingsFile {
  const entries = entriesOf(written);
  if (!entries) return { kind: 'wrong' };
  const isOurs = ([key]: readonly [string, unknown]) => Object.hasOwn(PREFERENCES, key);
  const preferences = readPreferences(Object.fromEntries(entries.filter(isOurs)));
  const engine = readSettings(
    Object.fromEntries(entries.filter((entry) => !isOurs(entry))),
  );
  const wrong = new Set([...preferences.wrong, ...engine.wrong]);
  return {
    kind: 'settings',
    values: { ...engine.settings, ...preferences.values },
    wrong: entries.map(([key]) => key).filter((key) => wrong.has(key)),
  };
}

function entriesOf(written: string): [string, unknown][] | undefined {
  try {
    const file: unknown = JSON.parse(written);
    if (typeof file !== 'object' || file === null) return undefined;
    const { program, settings } = file as Record<string, unknown>;
    if (program !== PROGRAM || typeof settings !== 'object' || settings === null) {
      return undefined;
    }
    return Object.entries(settings);
  } catch {
    return undefined;
  }
}
