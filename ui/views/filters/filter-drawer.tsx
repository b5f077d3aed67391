import { useEffect } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { plural, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { FilterGroups } from './filter-bar.tsx';
import { useWide } from './use-media.ts';

/** The filters over the list, where there is no room beside it. */
export function FilterDrawer() {
  const { filterBar, filters, torrents } = useApp();
  const isWide = useWide();
  const isEmpty = torrents.ids.value.length === 0;
  const close = () => {
    filterBar.drawer.value = false;
  };
  useEffect(() => {
    if (isWide || isEmpty) close();
  }, [isWide, isEmpty]);
  if (!filterBar.drawer.value) return null;
  return (
    <Dialog title={text('filters.label')} look="drawer" onClose={close}>
      <FilterGroups />
      <footer class="dialog-foot">
        {filters.isOn.value && (
          <Button onClick={() => filters.clear()}>{text('filters.clear')}</Button>
        )}
        <Button look="accent" onClick={close}>
          {plural('filters.show', filters.shown.value.length)}
        </Button>
      </footer>
    </Dialog>
  );
}
