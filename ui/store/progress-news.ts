import { effect, type ReadonlySignal, type Signal } from '@preact/signals';
import type { TorrentRow } from '../../src/api/snapshot.ts';
import { formatWholePercent } from '../format/percent.ts';
import { shownShare, statusText } from '../format/status-text.ts';
import { isolate, text } from '../i18n/text.ts';
import type { Torrents } from './torrents.ts';

export interface NewsHost {
  readonly torrents: Pick<Torrents, 'row'>;
  /** The torrent that the keyboard is on. */
  readonly active: ReadonlySignal<string | undefined>;
  readonly announcement: Signal<string>;
}

/** Has a screen reader told how the torrent goes that the keyboard is on. */
export function tellProgress({ torrents, active, announcement }: NewsHost): void {
  let before: TorrentRow | undefined;
  effect(() => {
    const id = active.value;
    const now = id === undefined ? undefined : torrents.row(id)?.value;
    const news = before && now && newsOf(before, now);
    before = now;
    if (news) announcement.value = news;
  });
}

/** Each quarter, and another state; not what a toast says anyway. */
export function newsOf(before: TorrentRow, now: TorrentRow): string | undefined {
  if (before.id !== now.id) return undefined;
  const name = isolate(now.name);
  if (before.status !== now.status) {
    const isToast = now.status === 'error' || before.status === 'creating';
    const isDone = before.status === 'downloading' && now.status === 'seeding';
    if (isToast || isDone) return undefined;
    return text('list.status-news', { name, status: statusText(now) });
  }
  const share = shownShare(now);
  if (share >= 1 || quarters(share) <= quarters(shownShare(before))) return undefined;
  return text('list.progress-news', { name, percent: formatWholePercent(share) });
}

function quarters(share: number): number {
  return Math.floor(share * 4);
}
