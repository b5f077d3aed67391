import type { ComponentChildren } from 'preact';
import type { TorrentDetails } from '../../../src/api/snapshot.ts';
import { errorSentence } from '../../format/error-text.ts';
import { text } from '../../i18n/text.ts';
import type { DetailsRead } from '../use-details.ts';
import { PaneNote } from './pane-note.tsx';

export interface DetailsPartProps {
  readonly read: DetailsRead;
  readonly children: (details: TorrentDetails) => ComponentChildren;
}

/** What a tab shows of a torrent's details, once there are any, or why there are none. */
export function DetailsPart({ read, children }: DetailsPartProps) {
  switch (read.kind) {
    case 'loading':
      return <PaneNote>{text('details.loading')}</PaneNote>;
    case 'failed':
      return <PaneNote>{errorSentence(read.report)}</PaneNote>;
    case 'details':
      return children(read.details);
    default:
      return read satisfies never;
  }
}
