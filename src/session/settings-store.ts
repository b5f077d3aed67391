import { readSettings } from '../api/read-settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../api/settings.ts';
import type { KeyValueStore } from '../ports/key-value-store.ts';

const KEY = 'settings';

/** What was saved, over the defaults. What cannot be read counts as absent. */
export async function loadSettings(store: KeyValueStore): Promise<Settings> {
  const bytes = await store.get(KEY);
  if (!bytes) return DEFAULT_SETTINGS;
  try {
    const saved = JSON.parse(new TextDecoder().decode(bytes));
    return { ...DEFAULT_SETTINGS, ...readSettings(saved).settings };
  } catch {
    return DEFAULT_SETTINGS;
  }
}

export async function saveSettings(
  store: KeyValueStore,
  settings: Settings,
): Promise<void> {
  await store.set(KEY, new TextEncoder().encode(JSON.stringify(settings)));
}
