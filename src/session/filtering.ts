import type { IpFilterResult } from '../api/contract.ts';
import { fromBase64 } from '../bytes/base64.ts';
import { InputError } from '../errors/input-error.ts';
import { FilteredTcp } from '../peer/filtered-tcp.ts';
import { IpFilter } from '../peer/ip-filter.ts';
import { parseIpFilter } from '../peer/parse-ip-filter.ts';
import type { KeyValueStore } from '../ports/key-value-store.ts';
import type { TcpPort } from '../ports/tcp.ts';

const KEY = 'ip-filter';

/** The IP filter of all torrents: kept, and applied to the sockets that peers come by. */
export class Filtering {
  readonly tcp: FilteredTcp;
  readonly #store: KeyValueStore;
  #filter: IpFilter | undefined;
  #enabled = false;

  constructor(tcp: TcpPort, store: KeyValueStore) {
    this.tcp = new FilteredTcp(tcp);
    this.#store = store;
  }

  /** What is on record; what cannot be read counts as absent. */
  async load(): Promise<void> {
    const encoded = await this.#store.get(KEY);
    this.#filter = encoded && IpFilter.from(encoded);
    this.#apply();
  }

  /** Whether it holds at all, from now on. */
  enable(enabled: boolean): void {
    this.#enabled = enabled;
    this.#apply();
  }

  /** In place of the list before; null: none. Rejects with InputError 'bad-ip-filter'. */
  async set(base64: string | null): Promise<IpFilterResult> {
    if (base64 === null) {
      await this.#store.delete(KEY);
      this.#filter = undefined;
      this.#apply();
      return { ranges: 0, skipped: 0 };
    }
    const file = fromBase64(base64);
    if (!file) throw new InputError('bad-ip-filter', 'this list cannot be read');
    const { filter, skipped } = parseIpFilter(file);
    // First: what cannot be written is not to hold only until the next start.
    await this.#store.set(KEY, filter.encode());
    this.#filter = filter;
    this.#apply();
    return { ranges: filter.size, skipped };
  }

  #apply(): void {
    this.tcp.apply(this.#enabled ? this.#filter : undefined);
  }
}
