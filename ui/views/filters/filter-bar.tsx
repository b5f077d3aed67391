import { Button } from '../../components/button.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { LabelGroup } from './label-group.tsx';
import { StatusGroup } from './status-group.tsx';
import { TrackerGroup } from './tracker-group.tsx';
import { useWide } from './use-media.ts';

/** The filters beside the list, where there is room for both. */
export function FilterBar() {
  const { filterBar, filters, torrents } = useApp();
  const isWide = useWide();
  if (!isWide || !filterBar.open.value || torrents.ids.value.length === 0) return null;
  return (
    <aside class="filter-bar" data-own-keys aria-label={text('filters.label')}>
      <FilterGroups />
      {filters.isOn.value && (
        <div class="filter-foot">
          <Button icon="close" onClick={() => filters.clear()}>
            {text('filters.clear')}
          </Button>
        </div>
      )}
    </aside>
  );
}

export function FilterGroups() {
  return (
    <div class="filter-groups">
      <StatusGroup />
      <LabelGroup />
      <TrackerGroup />
    </div>
  );
}
