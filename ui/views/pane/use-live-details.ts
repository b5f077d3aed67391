import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { TorrentRow } from '../../../src/api/snapshot.ts';
import { type DetailsRead, useDetails } from '../use-details.ts';

export interface LiveDetails {
  readonly read: DetailsRead;
  /** Reads them again: something was changed. */
  refresh(): void;
}

/**
 * The details of a torrent, from when they are first needed, and read again when its row says
 * that they changed: its files became known, or others are wanted. They may be large, and are
 * not asked for without cause.
 */
export function useLiveDetails(
  { id, fileCount, status }: TorrentRow,
  isNeeded: boolean,
): LiveDetails {
  const turn = useSignal(0);
  const wasNeeded = useRef(false);
  wasNeeded.current ||= isNeeded;
  const cause = `${turn.value} ${fileCount} ${status === 'metadata'}`;
  return {
    read: useDetails(id, wasNeeded.current ? cause : undefined),
    refresh: () => {
      turn.value += 1;
    },
  };
}
