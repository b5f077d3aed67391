/** Small records that outlive the process: settings, resume data. */
export interface KeyValueStore {
  /** undefined when absent. The bytes are the caller's own. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** All or nothing, a crash included. Calls for one key take effect in order. */
  set(key: string, value: Uint8Array): Promise<void>;
  delete(key: string): Promise<void>;
  /** Every key that begins with `prefix`, sorted by code unit. */
  keys(prefix: string): Promise<string[]>;
}
