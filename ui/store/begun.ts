import { effect, type Signal, signal } from '@preact/signals';
import type { KeptPart } from './appearance.ts';
import type { Torrents } from './torrents.ts';

/** Whether there ever was a torrent in the list. */
export class Begun implements KeptPart {
  readonly key = 'begun';
  readonly #begun: Signal<boolean> = signal(false);

  constructor({ ids }: Pick<Torrents, 'ids'>) {
    effect(() => {
      if (ids.value.length > 0) this.#begun.value = true;
    });
  }

  get value(): boolean {
    return this.#begun.value;
  }

  now(): boolean {
    return this.#begun.value;
  }

  restore(kept: unknown): void {
    if (kept === true) this.#begun.value = true;
  }
}
