import type { KeyValueStore } from '../../src/ports/key-value-store.ts';
import { equal } from './expect.ts';
import { pattern } from './pattern.ts';
import type { Case } from './suite.ts';

export interface KeyValueSubject {
  readonly store: KeyValueStore;
  /** Another store over the same records, as after a restart. */
  reopen(): Promise<KeyValueStore>;
}

const ODD_KEYS = [
  '',
  ' ',
  '.',
  '..',
  '../up',
  '/root',
  'a/b/c',
  'a\\b',
  'CON',
  'a',
  'A',
  '%2F',
  '%002f',
  '~',
  'x.tmp',
  'nul\0byte',
  'line\nbreak',
  'gänse-鵝-🦆',
  '\ud800 alone',
  'e\u0301',
  '\u00e9',
  'long'.repeat(300),
  `${'long'.repeat(300)}er`,
  '鵝'.repeat(200),
];

/**
 * The contract of src/ports/key-value-store.ts. Cases use keys that begin with their own.
 */
export const keyValueSuite: readonly Case<KeyValueSubject>[] = [
  {
    name: 'what was set is got, and an absent key is undefined',
    run: async ({ store }) => {
      equal(await store.get('first/absent'), undefined);
      await store.set('first/key', Uint8Array.of(1, 2, 3));
      equal(await store.get('first/key'), Uint8Array.of(1, 2, 3));
      await store.delete('first/key');
    },
  },
  {
    name: 'a second set replaces the whole record, shorter or empty too',
    run: async ({ store }) => {
      for (const size of [1000, 10, 5000, 0]) {
        await store.set('replace', pattern(size, size));
        equal(await store.get('replace'), pattern(size, size), `record of ${size}`);
      }
      await store.delete('replace');
    },
  },
  {
    name: 'the bytes are copied going in and coming out',
    run: async ({ store }) => {
      const given = Uint8Array.of(1, 2, 3);
      const setting = store.set('own', given);
      given.fill(9);
      await setting;
      const got = await store.get('own');
      equal(got, Uint8Array.of(1, 2, 3), 'after changing what was given');
      got?.fill(8);
      equal(
        await store.get('own'),
        Uint8Array.of(1, 2, 3),
        'after changing what was got',
      );
      await store.delete('own');
    },
  },
  {
    name: 'a view into a larger buffer stores the view alone',
    run: async ({ store }) => {
      await store.set('view', pattern(1000, 1).subarray(10, 20));
      const got = await store.get('view');
      equal(got, pattern(1000, 1).slice(10, 20));
      await store.delete('view');
    },
  },
  {
    name: 'deleting removes, and deleting what is absent does nothing',
    run: async ({ store }) => {
      await store.set('gone', Uint8Array.of(1));
      await store.delete('gone');
      await store.delete('gone');
      equal(await store.get('gone'), undefined);
      equal(await store.keys('gone'), [], 'keys');
    },
  },
  {
    name: 'keys lists those with the prefix, sorted by code unit',
    run: async ({ store }) => {
      const names = ['list/b', 'list/a', 'list/B', 'list/\uffff', 'list/🦆', 'list/aa'];
      for (const name of [...names, 'lis', 'lisz']) await store.set(name, pattern(3, 1));
      equal(await store.keys('list/'), names.slice().sort());
      equal(await store.keys('list/a'), ['list/a', 'list/aa']);
      equal(await store.keys('list/none'), []);
      for (const name of [...names, 'lis', 'lisz']) await store.delete(name);
      equal(await store.keys('lis'), [], 'after deleting');
    },
  },
  {
    name: 'any string is a key of its own',
    run: async ({ store, reopen }) => {
      for (const [i, key] of ODD_KEYS.entries()) {
        await store.set(key, Uint8Array.of(i));
        await store.set(`odd/${key}`, Uint8Array.of(i, i));
      }
      const again = await reopen();
      for (const [i, key] of ODD_KEYS.entries()) {
        equal(await again.get(key), Uint8Array.of(i), JSON.stringify(key));
        equal(await again.get(`odd/${key}`), Uint8Array.of(i, i), JSON.stringify(key));
      }
      const expected = ODD_KEYS.map((key) => `odd/${key}`).sort();
      equal(await again.keys('odd/'), expected, 'keys');
      for (const key of ODD_KEYS) {
        await again.delete(key);
        await again.delete(`odd/${key}`);
      }
      equal(await store.keys(''), [], 'keys left');
    },
  },
  {
    name: 'a record of 5 MB outlives the store',
    run: async ({ store, reopen }) => {
      await store.set('large', pattern(5_000_000, 2));
      equal(await (await reopen()).get('large'), pattern(5_000_000, 2));
      await store.delete('large');
    },
  },
  {
    name: 'calls for one key take effect in order',
    run: async ({ store }) => {
      const calls: Promise<unknown>[] = [];
      for (let i = 0; i < 50; i++) {
        calls.push(store.set('order', pattern(i % 2 === 0 ? 200_000 : 10, i)));
        if (i % 10 === 5) calls.push(store.delete('order'));
      }
      const got = store.get('order');
      await Promise.all(calls);
      equal(await got, pattern(10, 49), 'a get issued last');
      equal(await store.get('order'), pattern(10, 49), 'a get afterwards');
      await store.delete('order');
    },
  },
  {
    name: 'a get beside a set sees the old record or the new one, whole',
    run: async ({ store }) => {
      await store.set('atomic', pattern(300_000, 0));
      for (let i = 1; i <= 10; i++) {
        const setting = store.set('atomic', pattern(300_000, i));
        const got = await store.get('atomic');
        const seen = got?.[0] === pattern(4, i)[0] ? i : i - 1;
        equal(got, pattern(300_000, seen), 'record');
        await setting;
      }
      await store.delete('atomic');
    },
  },
];
