import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import type { FacetName } from '../../store/facets.ts';

export interface FilterGroupProps {
  readonly group: FacetName;
  readonly title: string;
  /** What is chosen in it; undefined: nothing that hides a torrent. */
  readonly chosen: string | undefined;
  readonly children: ComponentChildren;
}

/** Choices of which one holds, under a heading that folds them away. */
export function FilterGroup({ group, title, chosen, children }: FilterGroupProps) {
  const { filterBar } = useApp();
  const id = useId();
  const folded = filterBar.isFolded(group);
  return (
    <section class="filter-group">
      <h2>
        <button
          type="button"
          class="filter-head"
          aria-expanded={!folded}
          onClick={() => filterBar.fold(group, !folded)}
        >
          <Icon name={folded ? 'closed' : 'opened'} />
          <span id={id}>{title}</span>
          {folded && chosen !== undefined && (
            <bdi
              class="filter-chosen"
              title={text('filters.folded', { group: title, name: chosen })}
            >
              {chosen}
            </bdi>
          )}
        </button>
      </h2>
      {!folded && (
        <div role="radiogroup" aria-labelledby={id}>
          {children}
        </div>
      )}
    </section>
  );
}
