import { useComputed } from '@preact/signals';
import { Icon } from '../../components/icon.tsx';
import { namesOf } from '../../format/named-choices.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import type { Choice } from '../../store/facets.ts';
import { FilterChoice } from './filter-choice.tsx';
import { FilterGroup } from './filter-group.tsx';
import { LabelChoice } from './label-choice.tsx';

export function LabelGroup() {
  const { filters, torrents } = useApp();
  const chosen = filters.label.value;
  const counts = filters.labels.value;
  const names = useComputed(() => namesOf(filters.labels.value)).value;
  const choose = (choice: Choice) => {
    filters.label.value = choice;
  };
  return (
    <FilterGroup group="label" title={text('filters.labels')} chosen={chosenName(chosen)}>
      {names.length === 0 && <p class="filter-note">{text('filters.labels.empty')}</p>}
      {names.length > 0 && (
        <>
          <FilterChoice
            group="label"
            name={text('filters.labels.any')}
            count={torrents.ids.value.length}
            chosen={chosen === 'any'}
            onChoose={() => choose('any')}
          >
            <Icon name="label" />
          </FilterChoice>
          <FilterChoice
            group="label"
            name={text('filters.labels.none')}
            count={counts.get('none') ?? 0}
            chosen={chosen === 'none'}
            onChoose={() => choose('none')}
          >
            <span class="filter-dot" />
          </FilterChoice>
          {names.map((name) => (
            <LabelChoice
              key={name}
              name={name}
              count={counts.get(`=${name}`) ?? 0}
              chosen={chosen === `=${name}`}
              onChoose={() => choose(`=${name}`)}
            />
          ))}
        </>
      )}
    </FilterGroup>
  );
}

function chosenName(choice: Choice): string | undefined {
  if (choice === 'none') return text('filters.labels.none');
  return choice.startsWith('=') ? choice.slice(1) : undefined;
}
