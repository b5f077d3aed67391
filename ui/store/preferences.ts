import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { LANGUAGES, type LanguageTag } from '../i18n/languages.ts';
import type { KeptPart } from './appearance.ts';

export const PREFERENCES = {
  /** Of what the window says; automatic: Chrome's. */
  language: [
    'automatic',
    ...LANGUAGES.map(({ tag }) => tag),
  ] as const satisfies readonly ('automatic' | LanguageTag)[],
  /** Automatic: the system's. */
  theme: ['automatic', 'light', 'dark'],
  contrast: ['automatic', 'more'],
  /** Of the rows of the list. */
  density: ['comfortable', 'compact'],
} as const;

export type PreferenceKey = keyof typeof PREFERENCES;
export type PreferenceValues = {
  readonly [Key in PreferenceKey]: (typeof PREFERENCES)[Key][number];
};

export const DEFAULT_PREFERENCES: PreferenceValues = {
  language: 'automatic',
  theme: 'automatic',
  contrast: 'automatic',
  density: 'comfortable',
};

/** How a person likes the window to read and look, whatever the engine. */
export class Preferences implements KeptPart {
  readonly key = 'preferences';
  readonly #values: Signal<PreferenceValues> = signal(DEFAULT_PREFERENCES);

  get value(): ReadonlySignal<PreferenceValues> {
    return this.#values;
  }

  change(changes: Partial<PreferenceValues>): void {
    this.#values.value = { ...this.#values.peek(), ...changes };
  }

  now(): PreferenceValues {
    return this.#values.value;
  }

  restore(kept: unknown): void {
    this.change(readPreferences(kept).values);
  }
}

export interface ReadPreferences {
  readonly values: Partial<PreferenceValues>;
  /** Keys of what is unknown, or cannot be so. */
  readonly wrong: readonly string[];
}

/** Takes what it knows and leaves out the rest: another version may have written it. */
export function readPreferences(kept: unknown): ReadPreferences {
  const values: Record<string, string> = {};
  const wrong: string[] = [];
  if (typeof kept !== 'object' || kept === null) return { values, wrong };
  for (const [key, value] of Object.entries(kept)) {
    if (Object.hasOwn(PREFERENCES, key) && isChoice(key as PreferenceKey, value)) {
      values[key] = value;
    } else {
      wrong.push(key);
    }
  }
  return { values, wrong };
}

function isChoice(key: PreferenceKey, value: unknown): value is string {
  const choices: readonly unknown[] = PREFERENCES[key];
  return choices.includes(value);
}
