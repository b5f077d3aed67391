import type { JSHandle, Page } from 'puppeteer';
import { isAnswer } from '../../src/api/answer-guards.ts';
import type { Answers, CommandKind, CommandOf } from '../../src/api/answers.ts';
import {
  CONTRACT_VERSION,
  type ErrorReport,
  type Event,
  type Request,
} from '../../src/api/contract.ts';
import { isMessage } from '../../src/api/message-guard.ts';

const RECEIVE = 'rillLaunchReceive';
const ANSWER_MS = 60_000;

/** What the app answered instead of a result. */
export class ApiError extends Error {
  readonly code: string;

  constructor({ code, message }: ErrorReport) {
    super(message);
    this.code = code;
  }
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** The app's API (src/api/contract.ts), over a port of its own from the app's window. */
export class ApiClient {
  readonly #onEvent: (event: Event) => void;
  readonly #waiting = new Map<number, Waiting>();
  #port: JSHandle<chrome.runtime.Port> | undefined;
  #lastId = 0;

  /** `onEvent` hears nothing before a `subscribe` was requested. */
  static async connect(page: Page, onEvent: (event: Event) => void): Promise<ApiClient> {
    const client = new ApiClient(onEvent);
    await page.exposeFunction(RECEIVE, (message: unknown) => client.#receive(message));
    client.#port = await page.evaluateHandle((receive) => {
      const port = chrome.runtime.connect(undefined, { name: 'rill' });
      const binding = Reflect.get(globalThis, receive) as (message: unknown) => void;
      port.onMessage.addListener((message: unknown) => binding(message));
      return port;
    }, RECEIVE);
    const { version } = await client.request({
      kind: 'hello',
      version: CONTRACT_VERSION,
    });
    if (version !== CONTRACT_VERSION) {
      throw new Error(
        `the app speaks version ${version} of its API, this script ${CONTRACT_VERSION}`,
      );
    }
    return client;
  }

  private constructor(onEvent: (event: Event) => void) {
    this.#onEvent = onEvent;
  }

  /** The command's result, as the contract says. Rejects with ApiError. */
  request<Kind extends CommandKind>(command: CommandOf<Kind>): Promise<Answers[Kind]> {
    const request: Request = { id: ++this.#lastId, command };
    const kind: Kind = command.kind;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#take(request.id)?.reject(new Error(`no answer to "${kind}"`));
      }, ANSWER_MS);
      const settle = (result: unknown) => {
        if (isAnswer(kind, result)) resolve(result);
        else reject(new Error(`what the app answered to "${kind}" is no answer to it`));
      };
      this.#waiting.set(request.id, { resolve: settle, reject, timer });
      this.#port
        ?.evaluate((port, message) => port.postMessage(message), request)
        .catch((error: Error) => this.#take(request.id)?.reject(error));
    });
  }

  #receive(message: unknown): void {
    if (!isMessage(message))
      throw new Error('what the app sent is no message of its API');
    switch (message.kind) {
      case 'event':
        return this.#onEvent(message.event);
      case 'reply':
        return this.#take(message.id)?.resolve(message.result);
      case 'failure':
        return this.#take(message.id)?.reject(new ApiError(message.error));
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
