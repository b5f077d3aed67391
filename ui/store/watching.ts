import {
  computed,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
} from '@preact/signals';
import { MOST_WATCHED } from '../../src/api/contract.ts';
import type { Commands, WatchedRows } from '../client/commands.ts';
import type { Connection } from '../client/connection.ts';
import { DOCUMENT_SIGHT, type Sight } from '../client/poller.ts';

/** Milliseconds between two tellings of what is on screen, while it scrolls by. */
const TOLD_EVERY = 100;

export interface WatchingHost {
  readonly connection: Pick<Connection, 'state'>;
  readonly commands: Pick<Commands, 'watch'>;
  /** The torrent that details are of, wherever its row is. */
  readonly active: ReadonlySignal<string | undefined>;
  /** Whether the list goes by figures of rows that are off the screen, too. */
  readonly isLive: ReadonlySignal<boolean>;
}

/**
 * Tells the engine which rows are on screen, so that it tells only of those: at once, then at
 * most ten times a second; and that there are none while nobody sees the window.
 */
export class Watching {
  /** Ids of the rows in sight. */
  readonly rows: Signal<readonly string[]> = signal([]);

  readonly #host: WatchingHost;
  readonly #sight: Sight;
  readonly #hidden: Signal<boolean>;
  #told: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: WatchingHost, sight: Sight = DOCUMENT_SIGHT) {
    this.#host = host;
    this.#sight = sight;
    this.#hidden = signal(sight.isHidden());
  }

  start(): void {
    const { connection, active, isLive } = this.#host;
    this.#sight.onChange(() => {
      this.#hidden.value = this.#sight.isHidden();
    });
    const wanted = computed((): WatchedRows => {
      const hidden = this.#hidden.value;
      if (hidden) return { ids: [], others: 'state', hidden };
      const ids = new Set(this.rows.value);
      if (active.value !== undefined) ids.add(active.value);
      const others = isLive.value ? 'figures' : 'state';
      return { ids: [...ids].slice(0, MOST_WATCHED), others, hidden };
    });
    effect(() => {
      const isOpen = connection.state.value === 'open';
      // A new line knows nothing of it.
      if (!isOpen) this.#told = undefined;
      void wanted.value;
      if (isOpen && this.#timer === undefined) this.#tell(wanted);
    });
  }

  #tell(wanted: ReadonlySignal<WatchedRows>): void {
    const watched = wanted.peek();
    const text = JSON.stringify(watched);
    if (text === this.#told) return;
    this.#told = text;
    // The line was lost: the next one is told.
    this.#host.commands.watch(watched).catch(() => {});
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#host.connection.state.peek() === 'open') this.#tell(wanted);
    }, TOLD_EVERY);
  }
}
