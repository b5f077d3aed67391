import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ErrorReport } from '../../src/api/contract.ts';
import type { TorrentDetails } from '../../src/api/snapshot.ts';
import { CommandFailure } from '../client/command-failure.ts';
import { useApp } from '../store/app.ts';

export type DetailsRead =
  | { readonly kind: 'loading' }
  | { readonly kind: 'details'; readonly details: TorrentDetails }
  | { readonly kind: 'failed'; readonly report: ErrorReport };

/**
 * The details of a torrent, read with every other `cause`, those before shown until then; not
 * read without one, nor while there is no line to the engine.
 */
export function useDetails(id: string, cause: string | undefined): DetailsRead {
  const { commands, connection } = useApp();
  const isOpen = connection.state.value === 'open';
  const read = useSignal<DetailsRead>({ kind: 'loading' });
  useEffect(() => {
    if (cause === undefined || !isOpen) return;
    let closed = false;
    const tell = (result: DetailsRead) => {
      if (!closed) read.value = result;
    };
    commands.getDetails(id).then(
      (details) => tell({ kind: 'details', details }),
      (error: unknown) => {
        if (!(error instanceof CommandFailure)) throw error;
        tell({ kind: 'failed', report: error.report });
      },
    );
    return () => {
      closed = true;
    };
  }, [commands, id, read, cause, isOpen]);
  return read.value;
}
