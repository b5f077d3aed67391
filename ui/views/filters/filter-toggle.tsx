import { IconButton } from '../../components/icon-button.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { useWide } from './use-media.ts';

/** Shows and hides the filters; tells that some are on while they are hidden. */
export function FilterToggle() {
  const { filterBar, filters } = useApp();
  const isWide = useWide();
  const isOpen = isWide && filterBar.open.value;
  const isOn = filters.isOn.value;
  return (
    <IconButton
      icon="filter"
      label={text(isOn ? 'filters.label-on' : 'filters.label')}
      data-on={isOn && !isOpen}
      {...(isWide ? { 'aria-pressed': isOpen } : { 'aria-haspopup': 'dialog' })}
      onClick={() => {
        if (isWide) filterBar.open.value = !isOpen;
        else filterBar.drawer.value = true;
      }}
    />
  );
}
