/** CONTRACT_VERSION of src/api/contract.ts, which this file speaks. */
const CONTRACT_VERSION = 1;

const ANSWER_MS = 60_000;

/** What the app answered instead of a result (ErrorReport). */
export class ApiError extends Error {
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }
}

/** The app's API, over a port of its own from inside the app's window. */
export class ApiClient {
  #page;
  #onEvent;
  #nextId = 1;
  #waiting = new Map();

  /**
   * @param {import('puppeteer').Page} page the app's window
   * @param {(event: object) => void} onEvent hears events once `subscribe` was requested
   */
  static async connect(page, onEvent) {
    const client = new ApiClient(page, onEvent);
    await page.exposeFunction('rillLaunchReceive', (message) => client.#receive(message));
    await page.evaluate(() => {
      const port = chrome.runtime.connect({ name: 'rill' });
      port.onMessage.addListener((message) => globalThis.rillLaunchReceive(message));
      globalThis.rillLaunchPort = port;
    });
    await client.request({ kind: 'hello', version: CONTRACT_VERSION });
    return client;
  }

  constructor(page, onEvent) {
    this.#page = page;
    this.#onEvent = onEvent;
  }

  /** Sends a Command; its result. Rejects with ApiError. */
  request(command) {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#give(id, { reject: new Error(`no answer to "${command.kind}"`) }),
        ANSWER_MS,
      );
      this.#waiting.set(id, { resolve, reject, timer });
      this.#page
        .evaluate((request) => globalThis.rillLaunchPort.postMessage(request), {
          id,
          command,
        })
        .catch((error) => this.#give(id, { reject: error }));
    });
  }

  #receive(message) {
    switch (message.kind) {
      case 'event':
        return this.#onEvent(message.event);
      case 'reply':
        return this.#give(message.id, { resolve: message.result });
      case 'failure':
        return this.#give(message.id, { reject: new ApiError(message.error) });
    }
  }

  #give(id, answer) {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if ('reject' in answer) waiting.reject(answer.reject);
    else waiting.resolve(answer.resolve);
  }
}
