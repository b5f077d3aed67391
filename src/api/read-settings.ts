import { InputError } from '../errors/input-error.ts';
import type { Settings } from './settings.ts';
import { parseSettings } from './validate.ts';

export interface ReadSettings {
  readonly settings: Partial<Settings>;
  /** Keys of what is unknown, or cannot be so. */
  readonly wrong: readonly string[];
}

/** Settings as they were kept or written down, each for itself: another version may have. */
export function readSettings(kept: unknown): ReadSettings {
  const wrong: string[] = [];
  let settings: Partial<Settings> = {};
  if (typeof kept !== 'object' || kept === null) return { settings, wrong };
  for (const [key, value] of Object.entries(kept)) {
    try {
      settings = { ...settings, ...parseSettings({ [key]: value }) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      wrong.push(key);
    }
  }
  return { settings, wrong };
}
