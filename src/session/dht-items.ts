import type { DhtItem } from '../dht/item-store.ts';
import { ItemClient } from '../dht/items/item-client.ts';
import type { ItemChecks } from '../dht/items/verify-item.ts';
import type { MutableItems } from '../torrent/publisher-watch.ts';
import type { DhtService } from './dht-service.ts';

/** Items of the DHT, as those who follow publishers use them: while it is off, they wait. */
export class DhtItems implements MutableItems {
  readonly #service: Pick<DhtService, 'on'>;
  readonly #checks: ItemChecks;

  constructor(service: Pick<DhtService, 'on'>, checks: ItemChecks) {
    this.#service = service;
    this.#checks = checks;
  }

  async get(
    key: Uint8Array,
    salt: Uint8Array,
    signal: AbortSignal,
  ): Promise<DhtItem | undefined> {
    return (await this.#client(signal)).get(key, salt, signal);
  }

  async put(item: DhtItem, signal: AbortSignal): Promise<number> {
    return (await this.#client(signal)).put(item, signal);
  }

  async #client(signal: AbortSignal): Promise<ItemClient> {
    const dht = await this.#service.on(signal);
    signal.throwIfAborted();
    return new ItemClient(dht!, this.#checks);
  }
}
