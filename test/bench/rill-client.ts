import type { JSHandle, Page } from 'puppeteer';
import type { AddResult, AddSource, Command, Message } from '../../src/api/contract.ts';
import type { Settings } from '../../src/api/settings.ts';
import type { TorrentRow } from '../../src/api/snapshot.ts';

const FOLDER_MS = 10_000;
const POLL_MS = 50;

/** The page's end of the contract, as `connectInPage` leaves it there. */
interface PageClient {
  ask(command: Command): Promise<unknown>;
  complete(id: string): Promise<void>;
}

/** Speaks the contract as the app's own window would, from inside that window. */
export class RillClient {
  readonly #client: JSHandle<PageClient>;

  static async connect(window: Page): Promise<RillClient> {
    const client = new RillClient(await window.evaluateHandle(connectInPage));
    await client.ask({ kind: 'hello', version: 1 });
    await client.ask({ kind: 'subscribe' });
    return client;
  }

  private constructor(client: JSHandle<PageClient>) {
    this.#client = client;
  }

  ask(command: Command): Promise<unknown> {
    return this.#client.evaluate((client, command) => client.ask(command), command);
  }

  /** The id of the new torrent. */
  async add(source: AddSource): Promise<string> {
    return ((await this.ask({ kind: 'add', source })) as AddResult).id;
  }

  /** Once the app has made the folder that was dropped its default. */
  async folderChosen(): Promise<void> {
    const deadline = Date.now() + FOLDER_MS;
    while (Date.now() < deadline) {
      const settings = (await this.ask({ kind: 'get-settings' })) as Settings;
      if (settings.defaultFolder) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Error('the app did not take the dropped folder');
  }

  /** Rejects when the torrent fails. */
  complete(id: string): Promise<void> {
    return this.#client.evaluate((client, id) => client.complete(id), id);
  }
}

/** Runs in the page: names nothing from this module. */
function connectInPage(): PageClient {
  interface Settle<T> {
    readonly resolve: (value: T) => void;
    readonly reject: (error: Error) => void;
  }
  const port = chrome.runtime.connect(chrome.runtime.id, { name: 'rill' });
  const replies = new Map<number, Settle<unknown>>();
  const waiting = new Map<string, Settle<void>>();
  const rows = new Map<string, TorrentRow>();
  let requests = 0;
  const settle = (id: string) => {
    const row = rows.get(id);
    if (row?.status === 'seeding') waiting.get(id)?.resolve();
    if (row?.status === 'error') waiting.get(id)?.reject(new Error(row.error?.message));
  };
  port.onMessage.addListener((message: Message) => {
    switch (message.kind) {
      case 'reply':
        replies.get(message.id)?.resolve(message.result);
        break;
      case 'failure':
        replies.get(message.id)?.reject(new Error(JSON.stringify(message.error)));
        break;
      case 'event':
        if (message.event.kind !== 'update') break;
        for (const row of message.event.changed) {
          rows.set(row.id, row);
          settle(row.id);
        }
    }
  });
  return {
    ask: (command) =>
      new Promise((resolve, reject) => {
        replies.set(++requests, { resolve, reject });
        port.postMessage({ id: requests, command });
      }),
    complete: (id) =>
      new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        settle(id);
      }),
  };
}
