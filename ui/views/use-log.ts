import { type Signal, useSignal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import type { ErrorReport } from '../../src/api/contract.ts';
import type { LogEntry, LogPart } from '../../src/api/log.ts';
import { useApp } from '../store/app.ts';
import { usePolled } from './use-polled.ts';

/** Milliseconds. */
const EVERY = 2000;
/** Entries kept here; what the engine keeps is less. */
const MOST = 2000;

interface Kept {
  readonly id: string | null;
  readonly entries: readonly LogEntry[];
  readonly last: number;
}

export interface LogRead {
  /** Oldest first; undefined until the engine told. */
  readonly entries: readonly LogEntry[] | undefined;
  readonly failure: ErrorReport | undefined;
}

/** What the engine has written, and goes on writing, of a torrent; null: of everything. */
export function useLog(id: string | null): LogRead {
  const { commands } = useApp();
  const kept: Signal<Kept> = useSignal({ id, entries: [], last: 0 });
  const ask = useCallback(async () => {
    const before = kept.peek().id === id ? kept.peek() : { id, entries: [], last: 0 };
    const next = joined(before, await commands.getLog(id, before.last));
    // While nothing is new nothing is drawn.
    if (next !== kept.peek()) kept.value = next;
    return next.id ?? '';
  }, [commands, id, kept]);
  const { value, failure } = usePolled(id ?? '', EVERY, ask);
  const isHere = value !== undefined && kept.value.id === id;
  return { entries: isHere ? kept.value.entries : undefined, failure };
}

/** An engine whose entries end before those that are known is another one. */
function joined(before: Kept, { entries, last }: LogPart): Kept {
  if (last === before.last) return before;
  const known = last < before.last ? [] : before.entries;
  return { id: before.id, entries: [...known, ...entries].slice(-MOST), last };
}
