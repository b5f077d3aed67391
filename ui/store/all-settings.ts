import { type Signal, signal } from '@preact/signals';
import type { ErrorReport } from '../../src/api/contract.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/api/settings.ts';
import { errorSentence } from '../format/error-text.ts';
import { plural, text } from '../i18n/text.ts';
import type { App } from './app.ts';
import {
  DEFAULT_PREFERENCES,
  PREFERENCES,
  type PreferenceKey,
  type PreferenceValues,
} from './preferences.ts';

/** The engine's settings and the window's own, as a person sees them: as one. */
export type SettingValues = Settings & PreferenceValues;
export type SettingKey = keyof SettingValues;

const DEFAULTS: SettingValues = { ...DEFAULT_SETTINGS, ...DEFAULT_PREFERENCES };

/** What came of the last change of several settings at once. */
export interface SettingsNotice {
  readonly wrong: boolean;
  readonly text: string;
  /** What to go back to. */
  readonly before?: Partial<SettingValues> | undefined;
}

/** Changes of many settings at once, each of which can be taken back. */
export class AllSettings {
  readonly notice: Signal<SettingsNotice | undefined> = signal(undefined);
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** undefined until the engine told. */
  get values(): SettingValues | undefined {
    const { preferences, settings } = this.#app;
    return settings.value && { ...settings.value, ...preferences.value.value };
  }

  /** Those of them that are set to something else than at first. */
  changed(keys: readonly SettingKey[]): readonly SettingKey[] {
    const { values } = this;
    if (!values) return [];
    return keys.filter((key) => canReset(key) && !isSame(values[key], DEFAULTS[key]));
  }

  /** What `keys` leaves out stays; all that is not as it was at first by default. */
  async reset(keys: readonly SettingKey[] = keysOf(DEFAULTS)): Promise<void> {
    const changed = this.changed(keys);
    await this.apply(pick(DEFAULTS, changed), () =>
      changed.length > 0
        ? plural('settings.reset-done', changed.length)
        : text('settings.reset-none'),
    );
  }

  /** All of them, or none: if the engine refuses its own, the window's stay. */
  async apply(changes: Partial<SettingValues>, said: () => string): Promise<void> {
    const before = pick(this.values ?? DEFAULTS, keysOf(changes));
    const error = await this.#set(changes);
    this.notice.value = error
      ? { wrong: true, text: errorSentence(error) }
      : { wrong: false, text: said(), before: isEmpty(before) ? undefined : before };
  }

  async undo(): Promise<void> {
    const before = this.notice.peek()?.before;
    if (!before) return;
    const error = await this.#set(before);
    this.notice.value = error
      ? { wrong: true, text: errorSentence(error) }
      : { wrong: false, text: text('settings.undone') };
  }

  async #set(changes: Partial<SettingValues>): Promise<ErrorReport | undefined> {
    const engines = keysOf(changes).filter((key) => !isPreference(key));
    if (engines.length > 0) {
      const error = await this.#app.actions.applySettings(pick(changes, engines));
      if (error) return error;
    }
    this.#app.preferences.change(pick(changes, keysOf(changes).filter(isPreference)));
    return undefined;
  }
}

/** A folder that somebody chose is no habit, and would have to be chosen again. */
function canReset(key: SettingKey): boolean {
  return key !== 'defaultFolder';
}

function isPreference(key: SettingKey): key is PreferenceKey {
  return Object.hasOwn(PREFERENCES, key);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isEmpty(values: Partial<SettingValues>): boolean {
  return keysOf(values).length === 0;
}

function keysOf(values: Partial<SettingValues>): readonly SettingKey[] {
  return Object.keys(values) as SettingKey[];
}

function pick(
  values: Partial<SettingValues>,
  keys: readonly SettingKey[],
): Partial<SettingValues> {
  return Object.fromEntries(keys.map((key) => [key, values[key]]));
}
