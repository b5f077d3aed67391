import type {
  Addition,
  AppState,
  CompanionAnswer,
  CompanionRequest,
  HandedOver,
} from '../../../src/api/companion.ts';

/** Where things are kept: chrome.storage.local, or what a test has. */
export interface OutboxStore {
  get(): Promise<readonly HandedOver[]>;
  set(items: readonly HandedOver[]): Promise<void>;
}

export interface OutboxApp {
  state(): Promise<AppState>;
  ask(request: CompanionRequest): Promise<CompanionAnswer | undefined>;
}

export type Outcome = Extract<Addition, 'delivered' | 'refused' | 'kept' | 'full'>;

/** Things kept at most, and characters of all together: chrome.storage takes ten million. */
const MOST = 100;
const MOST_CHARACTERS = 8 << 20;

/**
 * What a person added goes to the app, in order; what cannot be delivered outlives the
 * browser, and goes later. It is kept before it is tried, so that nothing is lost when the
 * worker is put to sleep midway: at worst it goes twice, and the engine knows it by then.
 */
export class Outbox {
  readonly #store: OutboxStore;
  readonly #app: OutboxApp;
  /** What is under way; never rejects. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: OutboxStore, app: OutboxApp) {
    this.#store = store;
    this.#app = app;
  }

  add(item: HandedOver): Promise<Outcome> {
    return this.#inTurn(async () => {
      const kept = await this.#store.get();
      const next = kept.some((other) => same(other, item)) ? kept : [...kept, item];
      if (await this.#keep(next)) return this.#deliver(next);
      if (kept.length > 0 && (await this.#deliver(kept)) === 'kept') return 'full';
      return (await this.#hand([item])) ?? 'full';
    });
  }

  /** Tries again what is kept. */
  deliver(): Promise<Outcome> {
    return this.#inTurn(async () => this.#deliver(await this.#store.get()));
  }

  /** How many things wait. */
  async waiting(): Promise<number> {
    return (await this.#store.get()).length;
  }

  /** Whether they are kept now: there may be too many, or no room on the disk. */
  async #keep(items: readonly HandedOver[]): Promise<boolean> {
    if (!fits(items)) return false;
    try {
      await this.#store.set(items);
      return true;
    } catch {
      return false;
    }
  }

  async #deliver(
    items: readonly HandedOver[],
  ): Promise<'delivered' | 'refused' | 'kept'> {
    if (items.length === 0) return 'delivered';
    const outcome = await this.#hand(items);
    if (outcome === 'refused' && items.length > 1) return this.#deliverEach(items);
    if (outcome) await this.#store.set([]);
    return outcome ?? 'kept';
  }

  /** What cannot be taken keeps back none of the others. */
  async #deliverEach(
    items: readonly HandedOver[],
  ): Promise<'delivered' | 'refused' | 'kept'> {
    let worst: 'delivered' | 'refused' = 'delivered';
    for (const [at, item] of items.entries()) {
      const outcome = await this.#hand([item]);
      if (!outcome) return 'kept';
      if (outcome === 'refused') worst = outcome;
      await this.#store.set(items.slice(at + 1));
    }
    return worst;
  }

  /** undefined: the app cannot be reached. */
  async #hand(
    items: readonly HandedOver[],
  ): Promise<'delivered' | 'refused' | undefined> {
    if ((await this.#app.state()) !== 'ready') return undefined;
    const answer = await this.#app.ask({ kind: 'add', items });
    if (!answer) return undefined;
    return answer.kind === 'done' ? 'delivered' : 'refused';
  }

  #inTurn<Value>(run: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(run);
    this.#last = done.catch(() => {});
    return done;
  }
}

function same(one: HandedOver, other: HandedOver): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function fits(items: readonly HandedOver[]): boolean {
  return items.length <= MOST && JSON.stringify(items).length <= MOST_CHARACTERS;
}
