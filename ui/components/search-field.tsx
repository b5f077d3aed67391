import type { Signal } from '@preact/signals';
import { Icon } from './icon.tsx';

export interface SearchFieldProps {
  /** Its accessible name, shown in it while it is empty. */
  readonly label: string;
  readonly value: Signal<string>;
  /** Gets the focus when its dialog opens. */
  readonly first?: boolean | undefined;
}

/** Escape empties it first, and does what else it does only then. */
export function SearchField({ label, value, first }: SearchFieldProps) {
  return (
    <span class="search-field">
      <Icon name="search" />
      <input
        type="search"
        autocomplete="off"
        spellcheck={false}
        aria-label={label}
        placeholder={label}
        data-autofocus={first ? true : undefined}
        value={value.value}
        onInput={({ currentTarget }) => {
          value.value = currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value.value === '') return;
          event.preventDefault();
          event.stopPropagation();
          value.value = '';
        }}
      />
    </span>
  );
}
