import {
  COMPANION_VERSION,
  type CompanionAnswer,
  type CompanionRequest,
  type HandedOver,
  parseCompanionRequest,
  type Traffic,
} from '../../../../src/api/companion.ts';
import { CONTRACT_VERSION } from '../../../../src/api/contract.ts';
import { ignoreAnswer } from './answer.ts';

export interface CompanionSink {
  /** Opens the window, or brings it to the front. */
  open(): void;
  /** The same, with these to add. */
  add(items: readonly HandedOver[]): void;
  /** A window of the extension's own, which speaks the contract of the windows. */
  connect(port: chrome.runtime.Port): void;
}

/**
 * The border to the companion extension. Whoever else asks hears nothing: Chrome hands over
 * only what the manifest's `externally_connectable` lets through, and the sender is looked at
 * here once more.
 */
export class Companion {
  readonly #extension: string;
  readonly #port: string;
  readonly #sink: CompanionSink;

  /** `port`: the name of a port that speaks the contract of the windows. */
  constructor(extension: string, port: string, sink: CompanionSink) {
    this.#extension = extension;
    this.#port = port;
    this.#sink = sink;
  }

  /** To be called while the page is loading: what woke it comes right after. */
  listen(): void {
    chrome.runtime.onConnectExternal.addListener((port) => {
      if (this.#isIt(port.sender) && port.name === this.#port) this.#sink.connect(port);
      else port.disconnect();
    });
    chrome.runtime.onMessageExternal.addListener((message, sender, reply) => {
      if (this.#isIt(sender)) reply(this.#answer(parseCompanionRequest(message)));
    });
  }

  /** Where there is no extension nobody hears it. */
  tell(traffic: Traffic): void {
    chrome.runtime.sendMessage(this.#extension, traffic, {}, ignoreAnswer);
  }

  #isIt(sender: chrome.runtime.MessageSender | undefined): boolean {
    return sender?.id === this.#extension;
  }

  #answer(request: CompanionRequest | undefined): CompanionAnswer {
    switch (request?.kind) {
      case undefined:
        return { kind: 'refused' };
      case 'hello':
        return {
          kind: 'hello',
          companion: COMPANION_VERSION,
          contract: CONTRACT_VERSION,
        };
      case 'open':
        this.#sink.open();
        return { kind: 'done' };
      case 'add':
        this.#sink.add(request.items);
        return { kind: 'done' };
      default:
        return request satisfies never;
    }
  }
}
