import { signal } from '@preact/signals';
import type { KeptPart } from './appearance.ts';
import { FACETS, type FacetName } from './facets.ts';

/** The filters at the side: whether they are there, and which groups are folded. */
export class FilterBar implements KeptPart {
  readonly key = 'filters';
  /** Where there is room for them. */
  readonly open = signal(true);
  /** Where there is none: over the list, until they are closed. */
  readonly drawer = signal(false);
  readonly #folded = signal<ReadonlySet<FacetName>>(new Set());

  isFolded(group: FacetName): boolean {
    return this.#folded.value.has(group);
  }

  fold(group: FacetName, folded: boolean): void {
    const others = [...this.#folded.peek()].filter((one) => one !== group);
    this.#folded.value = new Set(folded ? [...others, group] : others);
  }

  now(): unknown {
    return { open: this.open.value, folded: [...this.#folded.value] };
  }

  restore(kept: unknown): void {
    if (typeof kept !== 'object' || kept === null) return;
    const { open, folded } = kept as { open?: unknown; folded?: unknown };
    if (typeof open === 'boolean') this.open.value = open;
    if (Array.isArray(folded)) {
      this.#folded.value = new Set(FACETS.filter((group) => folded.includes(group)));
    }
  }
}
