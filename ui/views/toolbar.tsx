import { useComputed } from '@preact/signals';
import { Button } from '../components/button.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { canPause, canResume, canSave } from '../format/row-abilities.ts';
import { plural, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

/** Acts on the selected torrents; on all, where that is harmless, when none is selected. */
export function Toolbar() {
  const { pane, selection, torrents } = useApp();
  const count = selection.ids.value.length;
  const said =
    count > 0
      ? plural('list.selected', count)
      : plural('list.count', torrents.ids.value.length);
  return (
    <div class="toolbar" role="toolbar" aria-label={text('app.torrents')}>
      <h2 aria-live="polite">{said}</h2>
      {count > 0 && (
        <IconButton
          icon="close"
          label={text('action.clear')}
          onClick={() => selection.clear()}
        />
      )}
      <div class="toolbar-actions">{count > 0 ? <ForSelected /> : <ForAll />}</div>
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
  const { actions, torrents } = useApp();
  const ids = torrents.ids.value;
  return (
    <>
      <Button look="quiet" icon="resume" onClick={() => void actions.resume(ids)}>
        {text('action.resume-all')}
      </Button>
      <Button look="quiet" icon="pause" onClick={() => void actions.pause(ids)}>
        {text('action.pause-all')}
      </Button>
    </>
  );
}
