import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon-paths.ts';
import { STATUS_FILTERS, type StatusFilter } from '../../format/status-filter.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { FilterChoice } from './filter-choice.tsx';
import { FilterGroup } from './filter-group.tsx';

const ICONS = {
  all: 'box',
  downloading: 'down',
  seeding: 'up',
  done: 'complete',
  active: 'gauge',
  stalled: 'search',
  queued: 'clock',
  paused: 'pause',
  error: 'warning',
} as const satisfies Record<StatusFilter, IconName>;

export function StatusGroup() {
  const { filters } = useApp();
  const chosen = filters.status.value;
  const counts = filters.statuses.value;
  return (
    <FilterGroup
      group="status"
      title={text('filters.status')}
      chosen={chosen === 'all' ? undefined : text(`filters.status.${chosen}`)}
    >
      {STATUS_FILTERS.map((status) => (
        <FilterChoice
          key={status}
          group="status"
          name={text(`filters.status.${status}`)}
          count={counts.get(status) ?? 0}
          chosen={status === chosen}
          onChoose={() => {
            filters.status.value = status;
          }}
        >
          <Icon name={ICONS[status]} />
        </FilterChoice>
      ))}
    </FilterGroup>
  );
}
