import { homedir } from 'node:os';
import { join } from 'node:path';
import type { KeyValueStore } from '../../src/ports/key-value-store.ts';
import { DHT_RECORD, withoutIds } from '../../src/session/dht-record.ts';

/** Where records outlive a run of the program. */
export function stateDir(): string {
  const state = process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  return join(state, 'rill');
}

/** Of the nodes of the public DHT that any run of the program knew. */
export function nodesDir(): string {
  return join(stateDir(), 'dht');
}

/**
 * The records of one run, but for the nodes of the DHT, which it has in common with the others:
 * each begins with what the last one found. Runs at the same time have ids of their own.
 */
export function withSharedNodes(
  own: KeyValueStore,
  shared: KeyValueStore,
): KeyValueStore {
  const storeOf = (key: string) => (key === DHT_RECORD ? shared : own);
  return {
    async get(key) {
      const bytes = await storeOf(key).get(key);
      return key === DHT_RECORD && bytes ? withoutIds(bytes) : bytes;
    },
    set: (key, value) => storeOf(key).set(key, value),
    delete: (key) => storeOf(key).delete(key),
    keys: (prefix) => own.keys(prefix),
  };
}
