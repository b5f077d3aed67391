import { offerExtensions } from './metadata-exchange.ts';
import type { PeerExchange } from './peer-exchange.ts';
import type { RemotePeer } from './remote-peer.ts';
import type { RunOptions } from './run-options.ts';

/** Tells peers what we offer, and whether we want anything ourselves (BEP 10, 21). */
export class Introductions {
  readonly #options: Pick<RunOptions, 'info' | 'progress' | 'listenPort'>;
  readonly #exchange: Pick<PeerExchange, 'on'>;
  /** Peers were told that we want nothing. */
  #saidComplete: boolean;

  constructor(
    options: Pick<RunOptions, 'info' | 'progress' | 'listenPort'>,
    exchange: Pick<PeerExchange, 'on'>,
  ) {
    this.#options = options;
    this.#exchange = exchange;
    this.#saidComplete = options.progress.complete;
  }

  /** Whether those who were told know what holds. */
  get upToDate(): boolean {
    return this.#options.progress.complete === this.#saidComplete;
  }

  introduce(peer: RemotePeer): void {
    const { info, progress, listenPort } = this.#options;
    const own = {
      metadataSize: info.length,
      // Only who heard otherwise has to be told that we want something.
      uploadOnly: progress.complete || (this.#saidComplete ? false : undefined),
      port: listenPort(),
    };
    offerExtensions(peer, own, this.#exchange.on);
  }

  /** All of them were told. */
  told(): void {
    this.#saidComplete = this.#options.progress.complete;
  }
}
