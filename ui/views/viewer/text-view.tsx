import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { text } from '../../i18n/text.ts';

/** Bytes shown at first, and with each "Show more": more at once would take long to lay out. */
const PART = 64 * 1024;

export interface TextViewProps {
  readonly blob: Blob;
  readonly name: string;
  readonly onBroken: () => void;
}

/** What is in it as text: nothing in it is ever run. */
export function TextView({ blob, name, onBroken }: TextViewProps) {
  const length = useSignal(PART);
  const shown = useSignal('');
  useEffect(() => {
    let isOver = false;
    readStart(blob, length.value).then((start) => {
      if (!isOver) shown.value = start;
    }, onBroken);
    return () => {
      isOver = true;
    };
  }, [blob, length.value]);
  return (
    <div class="viewer-body">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by the keyboard */}
      <section class="viewer-text" aria-label={name} tabIndex={0}>
        <pre dir="auto">{shown.value}</pre>
        {blob.size > length.value && (
          <Button
            onClick={() => {
              length.value += PART;
            }}
          >
            {text('view.more')}
          </Button>
        )}
      </section>
    </div>
  );
}

/** UTF-8, or UTF-16 where it says so in its first two bytes. */
async function readStart(blob: Blob, length: number): Promise<string> {
  const bytes = new Uint8Array(await blob.slice(0, length).arrayBuffer());
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  // A character that is cut at the end waits for the rest.
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}
