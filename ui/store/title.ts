import { computed, effect } from '@preact/signals';
import { formatRate } from '../format/bytes.ts';
import { formatWholePercent } from '../format/percent.ts';
import { text } from '../i18n/text.ts';
import type { Torrents } from './torrents.ts';

/** Has the window's title tell how far the downloads are, where windows are listed. */
export function keepTitle({ status }: Torrents): void {
  const title = computed(() => {
    const { progress, downRate } = status.value ?? { progress: null, downRate: 0 };
    if (progress === null) return text('app.name');
    return text('app.title', {
      percent: formatWholePercent(progress),
      rate: formatRate(downRate),
    });
  });
  effect(() => {
    document.title = title.value;
  });
}
