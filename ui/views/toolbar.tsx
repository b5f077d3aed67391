import { useComputed } from '@preact/signals';
import { Button } from '../components/button.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { canPause, canResume, canSave } from '../format/row-abilities.ts';
import { formatCount, plural, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { ColumnsButton } from './columns-button.tsx';
import { FilterToggle } from './filters/filter-toggle.tsx';
import { SearchBox } from './filters/search-box.tsx';

/**
 * Acts on the selected torrents; on all that are shown, where that is harmless, when none is
 * selected.
 */
export function Toolbar() {
  const { pane, selection } = useApp();
  const count = selection.ids.value.length;
  return (
    <div class="toolbar" role="toolbar" aria-label={text('app.torrents')}>
      <FilterToggle />
      <SearchBox />
      <h2 aria-live="polite">
        <Count />
      </h2>
      {count > 0 && (
        <IconButton
          icon="close"
          label={text('action.clear')}
          onClick={() => selection.clear()}
        />
      )}
      <div class="toolbar-actions">{count > 0 ? <ForSelected /> : <ForAll />}</div>
      <ColumnsButton />
      <IconButton
        icon="panel"
        label={text('pane.label')}
        hint={text('pane.hint')}
        aria-pressed={pane.open.value}
        onClick={() => pane.toggle()}
      />
    </div>
  );
}

function Count() {
  const { filters, selection, torrents } = useApp();
  const selected = selection.ids.value.length;
  const count = torrents.ids.value.length;
  if (selected > 0) return <>{plural('list.selected', selected)}</>;
  if (!filters.isOn.value) return <>{plural('list.count', count)}</>;
  const shown = formatCount(filters.shown.value.length);
  return <>{plural('filters.count', count, { shown })}</>;
}

function ForSelected() {
  const { actions, selection, torrents } = useApp();
  const ids = selection.ids.value;
  const can = useComputed(() => {
    const rows = torrents.rows(selection.ids.value);
    return `${rows.some(canPause)} ${rows.some(canResume)} ${rows.some(canSave)}`;
  });
  const [pause, resume, save] = can.value.split(' ').map((word) => word === 'true');
  return (
    <>
      <Button
        look="quiet"
        icon="resume"
        disabled={!resume}
        onClick={() => void actions.resume(ids)}
      >
        {text('action.resume')}
      </Button>
      <Button
        look="quiet"
        icon="pause"
        disabled={!pause}
        onClick={() => void actions.pause(ids)}
      >
        {text('action.pause')}
      </Button>
      {save && (
        <Button
          look="quiet"
          icon="move"
          data-spare
          onClick={() => void actions.saveToFolder(idsInside())}
        >
          {text('action.save')}
        </Button>
      )}
      <Button look="quiet" icon="remove" onClick={() => actions.askToRemove(ids)}>
        {text('action.remove')}
      </Button>
    </>
  );

  function idsInside(): string[] {
    return torrents
      .rows(ids)
      .filter(canSave)
      .map((row) => row.id);
  }
}

function ForAll() {
  const { actions, filters } = useApp();
  const ids = filters.shown.value;
  const which = filters.isOn.value ? 'shown' : 'all';
  return (
    <>
      <Button
        look="quiet"
        icon="resume"
        disabled={ids.length === 0}
        onClick={() => void actions.resume(ids)}
      >
        {text(`action.resume-${which}`)}
      </Button>
      <Button
        look="quiet"
        icon="pause"
        disabled={ids.length === 0}
        onClick={() => void actions.pause(ids)}
      >
        {text(`action.pause-${which}`)}
      </Button>
    </>
  );
}
