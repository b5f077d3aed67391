import { expect, test } from '@jest/globals';
import { MemoryKeyValueStore } from '../../../background/platform/memory/key-value-store.ts';
import { DEFAULT_SETTINGS } from '../../../src/api/settings.ts';
import { loadSettings, saveSettings } from '../../../src/session/settings-store.ts';

async function kept(text: string): Promise<MemoryKeyValueStore> {
  const store = new MemoryKeyValueStore();
  await store.set('settings', new TextEncoder().encode(text));
  return store;
}

test('what was saved is there again', async () => {
  const store = new MemoryKeyValueStore();
  const settings = { ...DEFAULT_SETTINGS, downLimit: 7, keepAwake: 'never' } as const;
  await saveSettings(store, settings);
  expect(await loadSettings(store)).toEqual(settings);
});

test('one entry that cannot be read, or of another version, spoils none of the others', async () => {
  const store = await kept('{"downLimit": 7, "listenPort": -1, "proxy": "x"}');
  expect(await loadSettings(store)).toEqual({ ...DEFAULT_SETTINGS, downLimit: 7 });
});

test.each(['', 'nonsense', 'null', '[1]', '7'])('%j counts as nothing', async (text) => {
  expect(await loadSettings(await kept(text))).toEqual(DEFAULT_SETTINGS);
});
