import { useComputed } from '@preact/signals';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon-paths.ts';
import { namesOf } from '../../format/named-choices.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import type { Choice } from '../../store/facets.ts';
import { FilterChoice } from './filter-choice.tsx';
import { FilterGroup } from './filter-group.tsx';

export function TrackerGroup() {
  const { filters, torrents } = useApp();
  const chosen = filters.tracker.value;
  const counts = filters.trackers.value;
  const names = useComputed(() => namesOf(filters.trackers.value)).value;
  return (
    <FilterGroup
      group="tracker"
      title={text('filters.trackers')}
      chosen={chosen === 'any' ? undefined : nameOf(chosen)}
    >
      {choicesOf(names).map((choice) => (
        <FilterChoice
          key={choice}
          group="tracker"
          name={nameOf(choice)}
          count={choice === 'any' ? torrents.ids.value.length : (counts.get(choice) ?? 0)}
          chosen={choice === chosen}
          onChoose={() => {
            filters.tracker.value = choice;
          }}
        >
          <Icon name={iconOf(choice)} />
        </FilterChoice>
      ))}
    </FilterGroup>
  );
}

function choicesOf(names: readonly string[]): readonly Choice[] {
  return ['any', 'none', 'problem', ...names.map((name): Choice => `=${name}`)];
}

function nameOf(choice: Choice): string {
  switch (choice) {
    case 'any':
    case 'none':
    case 'problem':
      return text(`filters.trackers.${choice}`);
    default:
      return choice.slice(1);
  }
}

function iconOf(choice: Choice): IconName {
  if (choice === 'problem') return 'warning';
  return choice === 'any' ? 'network' : 'port';
}
