import 'fake-indexeddb/auto';
import { describe } from '@jest/globals';
import { WebKeyValueStore } from '../../background/platform/web/key-value-store.ts';
import { WebSignatures } from '../../background/platform/web/signatures.ts';
import { type KeyValueSubject, keyValueSuite } from './key-value-suite.ts';
import { register } from './register.ts';
import { signaturesSuite } from './signatures-suite.ts';

const open = () => WebKeyValueStore.open('rill-compliance');

describe('web key-value store', () => {
  register(keyValueSuite, async (): Promise<KeyValueSubject> => {
    return { store: await open(), reopen: open };
  });
});

// Node has WebCrypto, too, by other means than Chrome's.
describe('web signatures', () => {
  register(signaturesSuite, async () => {
    const signatures = await WebSignatures.create();
    if (!signatures) throw new Error('no Ed25519 here');
    return signatures;
  });
});
