import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { LogEntry, LogLevel } from '../../src/api/log.ts';
import { Button } from '../components/button.tsx';
import { DataGrid } from '../components/data-grid.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { SearchField } from '../components/search-field.tsx';
import { errorSentence } from '../format/error-text.ts';
import { logLine, logText } from '../format/log-text.ts';
import { plural, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { attempt } from '../store/attempt.ts';
import { logColumns } from './log-columns.tsx';
import { PaneNote } from './pane/pane-note.tsx';
import { useLog } from './use-log.ts';

export interface LogViewProps {
  /** null: everything. */
  readonly id: string | null;
  /** Whether only what the engine says of itself is shown. */
  readonly engineOnly?: boolean | undefined;
  /** Before what it can be filtered by. */
  readonly children?: ComponentChildren;
}

const LEVELS = ['info', 'warning', 'error'] as const satisfies readonly LogLevel[];
/** Pixels from the end at which it counts as being there. */
const NEAR = 8;

/** What happened, the latest last; it scrolls along until a person scrolls away. */
export function LogView({ id, engineOnly = false, children }: LogViewProps) {
  const { records, toasts } = useApp();
  const { level, query, follows } = records;
  const { entries, failure } = useLog(id);
  const place = useRef<HTMLDivElement>(null);
  const copied = useSignal('');
  const ofAll = id === null && !engineOnly;
  const words = query.value;
  const least = level.value;
  const shown = useMemo(
    () => (entries ?? []).filter((entry) => isShown(entry, engineOnly, least, words)),
    [entries, engineOnly, least, words],
  );
  useEffect(() => {
    const scroller = place.current?.querySelector('.grid-scroller');
    if (scroller && follows.value) scroller.scrollTop = scroller.scrollHeight;
  }, [shown, follows.value]);
  return (
    <>
      <div class="pane-bar log-bar">
        {children}
        <select
          class="log-level"
          aria-label={text('log.level')}
          value={least}
          onChange={({ currentTarget }) => {
            level.value = currentTarget.value as LogLevel;
          }}
        >
          {LEVELS.map((one) => (
            <option key={one} value={one}>
              {text(`log.level.${one}`)}
            </option>
          ))}
        </select>
        <SearchField label={text('log.search')} value={query} />
        <Button
          look="quiet"
          icon="to-end"
          title={text('log.follow.how')}
          aria-pressed={follows.value}
          onClick={() => {
            follows.value = !follows.value;
          }}
        >
          {text('log.follow')}
        </Button>
        <IconButton
          icon="copy"
          label={text('log.copy')}
          disabled={shown.length === 0}
          onClick={() => void attempt(toasts, copy)}
        />
        <span class="log-copied" role="status">
          {copied.value}
        </span>
      </div>
      <div
        ref={place}
        class="log"
        onScrollCapture={({ target }) => {
          if (!(target instanceof HTMLElement)) return;
          const { scrollTop, scrollHeight, clientHeight } = target;
          follows.value = scrollTop + clientHeight >= scrollHeight - NEAR;
        }}
      >
        {entries ? (
          <DataGrid
            label={text('log.title')}
            look={ofAll ? 'log-of-all' : 'log'}
            columns={logColumns(ofAll)}
            rows={shown}
            keyOf={({ number }) => `${number}`}
            empty={text(entries.length > 0 ? 'log.none-found' : 'log.none')}
          />
        ) : (
          <PaneNote>
            {failure ? errorSentence(failure) : text('details.loading')}
          </PaneNote>
        )}
      </div>
    </>
  );

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(
      shown.map((entry) => `${logLine(entry)}\n`).join(''),
    );
    // Here, too: a dialog covers what the window would say.
    copied.value = plural('log.copied', shown.length);
  }
}

function isShown(
  entry: LogEntry,
  engineOnly: boolean,
  least: LogLevel,
  words: string,
): boolean {
  if (engineOnly && entry.id !== null) return false;
  if (LEVELS.indexOf(entry.level) < LEVELS.indexOf(least)) return false;
  const wanted = words.trim().toLowerCase();
  return (
    wanted === '' || `${entry.name} ${logText(entry)}`.toLowerCase().includes(wanted)
  );
}
