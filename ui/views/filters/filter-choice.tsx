import type { ComponentChildren } from 'preact';
import { formatCount, plural } from '../../i18n/text.ts';

export interface FilterChoiceProps {
  /** Of those of which one is chosen. */
  readonly group: string;
  readonly name: string;
  readonly count: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  /** What stands before the name. */
  readonly children: ComponentChildren;
}

/** A line of a group of filters: chosen by a click, or by the arrow keys. */
export function FilterChoice(props: FilterChoiceProps) {
  const { group, name, count, chosen, onChoose, children } = props;
  return (
    <label class="filter-choice" title={name}>
      <input
        type="radio"
        name={`filter-${group}`}
        checked={chosen}
        aria-label={plural('filters.choice', count, { name })}
        onChange={onChoose}
      />
      {children}
      <bdi class="filter-name">{name}</bdi>
      <span class="filter-count" aria-hidden="true">
        {formatCount(count)}
      </span>
    </label>
  );
}
