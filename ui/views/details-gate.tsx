import type { ComponentChildren } from 'preact';
import type { TorrentDetails } from '../../src/api/snapshot.ts';
import { Button } from '../components/button.tsx';
import { errorSentence } from '../format/error-text.ts';
import { text } from '../i18n/text.ts';
import { useDetails } from './use-details.ts';

export interface DetailsGateProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly children: (details: TorrentDetails) => ComponentChildren;
}

/** What a dialog shows of a torrent's details, once there are any, or why there are none. */
export function DetailsGate({ id, onClose, children }: DetailsGateProps) {
  const read = useDetails(id);
  switch (read.kind) {
    case 'loading':
      return <p class="dialog-wait">{text('details.loading')}</p>;
    case 'failed':
      return (
        <>
          <p role="alert">{errorSentence(read.report)}</p>
          <footer class="dialog-foot">
            <Button look="accent" onClick={onClose}>
              {text('action.close')}
            </Button>
          </footer>
        </>
      );
    case 'details':
      return children(read.details);
    default:
      return read satisfies never;
  }
}
