import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ErrorReport } from '../../src/api/contract.ts';
import { CommandFailure } from '../client/command-failure.ts';
import { Button } from '../components/button.tsx';
import { errorSentence } from '../format/error-text.ts';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { readSources, type Sources } from '../store/read-sources.ts';

export interface SourcesGateProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly children: (sources: Sources) => ComponentChildren;
}

type Read = { readonly sources: Sources } | { readonly report: ErrorReport };

/** What a dialog shows of a torrent's sources, once they are known, or why they are not. */
export function SourcesGate({ id, onClose, children }: SourcesGateProps) {
  const { commands } = useApp();
  const read = useSignal<Read | undefined>(undefined);
  useEffect(() => {
    readSources(commands, id).then(
      (sources) => {
        read.value = { sources };
      },
      (error: unknown) => {
        if (!(error instanceof CommandFailure)) throw error;
        read.value = { report: error.report };
      },
    );
  }, [commands, id, read]);
  if (!read.value) return <p class="dialog-wait">{text('details.loading')}</p>;
  if ('sources' in read.value) return children(read.value.sources);
  return (
    <>
      <p role="alert">{errorSentence(read.value.report)}</p>
      <footer class="dialog-foot">
        <Button look="accent" onClick={onClose}>
          {text('action.close')}
        </Button>
      </footer>
    </>
  );
}
