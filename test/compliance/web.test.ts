import 'fake-indexeddb/auto';
import { describe } from '@jest/globals';
import { WebKeyValueStore } from '../../background/platform/web/key-value-store.ts';
import { type KeyValueSubject, keyValueSuite } from './key-value-suite.ts';
import { register } from './register.ts';

const open = () => WebKeyValueStore.open('rill-compliance');

describe('web key-value store', () => {
  register(keyValueSuite, async (): Promise<KeyValueSubject> => {
    return { store: await open(), reopen: open };
  });
});
