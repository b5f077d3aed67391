import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { PANE_HEIGHT } from '../../store/details-pane.ts';

/** Pixels that an arrow key moves it. */
const STEP = 24;
/** Pixels of the list that stay. */
const LIST_LEAST = 140;

/** The edge between the list and the pane: dragged, or moved by arrow keys. */
export function PaneSplitter({
  pane: element,
}: {
  readonly pane: RefObject<HTMLElement | null>;
}) {
  const { pane } = useApp();
  const most = useSignal(1000);
  const resize = (height: number) => {
    const list = document.querySelector('.main')?.clientHeight ?? 0;
    const own = element.current?.offsetHeight ?? 0;
    most.value = Math.max(PANE_HEIGHT.least, list + own - LIST_LEAST);
    pane.resize(height, most.value);
  };
  const drag = (down: PointerEvent) => {
    const handle = down.currentTarget as HTMLElement;
    const start = element.current?.offsetHeight ?? 0;
    const move = ({ clientY }: PointerEvent) => resize(start + down.clientY - clientY);
    handle.setPointerCapture(down.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener(
      'lostpointercapture',
      () => handle.removeEventListener('pointermove', move),
      { once: true },
    );
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> is no separator that can be moved
    <div
      class="pane-splitter"
      role="separator"
      aria-orientation="horizontal"
      aria-label={text('pane.resize')}
      aria-valuenow={pane.height.value}
      aria-valuemin={PANE_HEIGHT.least}
      aria-valuemax={Math.max(most.value, pane.height.value)}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={(event) => {
        const up = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
        if (up === 0) return;
        event.preventDefault();
        resize((element.current?.offsetHeight ?? 0) + up * STEP);
      }}
    />
  );
}
