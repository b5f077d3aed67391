import type { ErrorReport } from '../../src/api/contract.ts';
import type { TorrentRow } from '../../src/api/snapshot.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { errorSentence, errorText } from '../format/error-text.ts';
import { canResume, canSave } from '../format/row-abilities.ts';
import { statusText } from '../format/status-text.ts';
import { isolate, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { LabelChips } from './filters/label-chips.tsx';

export interface StatusLineProps {
  readonly row: TorrentRow;
  /** Whether Tab reaches what is in it. */
  readonly reachable: boolean;
}

/** What the torrent is doing, and what a person should know of it. */
export function StatusLine({ row, reachable }: StatusLineProps) {
  return (
    <div class="status-line">
      {row.error ? (
        <RowError row={row} error={row.error} reachable={reachable} />
      ) : (
        <span>{statusText(row)}</span>
      )}
      <LabelChips labels={row.labels} />
      {row.trackerError && !row.error && <TrackerError error={row.trackerError} />}
      {row.embedded && <Embedded row={row} reachable={reachable} />}
    </div>
  );
}

function TrackerError({ error }: { readonly error: ErrorReport }) {
  const words = errorSentence(error);
  return <span title={words}>{words}</span>;
}

interface RowErrorProps extends StatusLineProps {
  readonly error: ErrorReport;
}

function RowError({ row, error, reachable }: RowErrorProps) {
  const { actions } = useApp();
  const { what, next } = errorText(error);
  const retry = text('action.retry');
  return (
    <span class="row-error">
      <span class="clip" title={`${what} ${next}`}>
        <span class="row-error-what">{what}</span> {next}
      </span>
      {canResume(row) && (
        <Button
          look="text"
          aria-label={text('action.of', { action: retry, name: row.name })}
          tabIndex={reachable ? 0 : -1}
          onClick={() => void actions.resume([row.id])}
        >
          {retry}
        </Button>
      )}
    </span>
  );
}

function Embedded({ row, reachable }: StatusLineProps) {
  const { actions, settings } = useApp();
  const chosen = settings.value?.defaultFolder;
  const label = chosen
    ? text('action.save-to', { name: isolate(chosen.name) })
    : text('action.save');
  return (
    <span class="embedded">
      <Icon name="box" />
      <span>{text('row.embedded')}</span>
      {canSave(row) && (
        <Button
          look="text"
          aria-label={text('action.of', { action: label, name: row.name })}
          tabIndex={reachable ? 0 : -1}
          onClick={() => void actions.saveToFolder([row.id])}
        >
          {label}
        </Button>
      )}
    </span>
  );
}
