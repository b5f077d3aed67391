import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ErrorReport } from '../../../src/api/contract.ts';
import type { FileDetails } from '../../../src/api/snapshot.ts';
import { CommandFailure } from '../../client/command-failure.ts';
import { Icon } from '../../components/icon.tsx';
import { formatBytes } from '../../format/bytes.ts';
import { errorSentence } from '../../format/error-text.ts';
import { shownAs } from '../../format/shown-as.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { MediaView } from './media-view.tsx';
import { TextView } from './text-view.tsx';

export interface FileBodyProps {
  readonly id: string;
  readonly file: FileDetails;
  /** It was played to its end. */
  readonly onEnded: () => void;
}

type Opened =
  | { readonly kind: 'wait' }
  | { readonly kind: 'failed'; readonly error: ErrorReport }
  | { readonly kind: 'open'; readonly blob: Blob; readonly url: string };

/** The file as far as it can be shown, read from where it lies as it is needed. */
export function FileBody({ id, file, onEnded }: FileBodyProps) {
  const { viewing } = useApp();
  const name = file.path.at(-1) ?? '';
  const { kind, type } = shownAs(name);
  const opened = useSignal<Opened>({ kind: 'wait' });
  const broken = useSignal(false);
  useEffect(() => {
    let url: string | undefined;
    let isOver = false;
    const open = async () => {
      try {
        const found = await viewing.read(id, file);
        if (isOver) return;
        // A view of it by the type that we say, whatever it would like to be.
        const blob = found.slice(0, found.size, type);
        url = URL.createObjectURL(blob);
        opened.value = { kind: 'open', blob, url };
      } catch (error) {
        if (!(error instanceof CommandFailure)) throw error;
        opened.value = { kind: 'failed', error: error.report };
      }
    };
    void open();
    return () => {
      isOver = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [file, id, opened, type, viewing]);
  const fail = () => {
    broken.value = true;
  };

  const now = opened.value;
  if (now.kind === 'wait') return <div class="viewer-body" />;
  if (now.kind === 'failed') return <Note>{errorSentence(now.error)}</Note>;
  if (broken.value) return <Note>{text('view.broken')}</Note>;
  switch (kind) {
    case 'video':
    case 'audio':
      return <MediaView {...now} {...{ kind, name, onEnded }} onBroken={fail} />;
    case 'picture':
      return (
        <div class="viewer-body" tabIndex={-1}>
          <img src={now.url} alt={name} onError={fail} />
        </div>
      );
    case 'document':
      return (
        <div class="viewer-body">
          <iframe src={now.url} title={name} />
        </div>
      );
    case 'text':
      return <TextView blob={now.blob} name={name} onBroken={fail} />;
    case 'other':
      return <Note>{text('view.other', { size: formatBytes(file.size) })}</Note>;
    default:
      return kind satisfies never;
  }
}

function Note({ children }: { readonly children: string }) {
  return (
    <div class="viewer-body">
      <p class="viewer-note">
        <Icon name="file" />
        {children}
      </p>
    </div>
  );
}
