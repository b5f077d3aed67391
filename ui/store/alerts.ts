import type { Alert } from '../../src/api/contract.ts';
import type { TorrentRow } from '../../src/api/snapshot.ts';
import { errorSentence } from '../format/error-text.ts';
import { isolate, text } from '../i18n/text.ts';
import type { App } from './app.ts';

/** Tells a person what happened, as loudly as it matters. */
export function showAlert(app: App, alert: Alert): void {
  switch (alert.kind) {
    case 'completed':
      return app.toasts.show({
        tone: 'good',
        text: text('toast.completed', { name: isolate(alert.name) }),
        action: saveOffer(app, alert.id) ?? openOffer(app, alert.id),
      });
    case 'torrent-error':
      return app.toasts.show({
        tone: 'bad',
        text: text('toast.torrent-error', { name: isolate(alert.name) }),
        detail: errorSentence(alert.error),
        about: alert.id,
        action: {
          label: text('action.retry'),
          run: () => void app.actions.resume([alert.id]),
        },
      });
    case 'not-deleted':
      return app.toasts.show({
        tone: 'bad',
        text: text('toast.not-deleted', { name: isolate(alert.name) }),
        detail: errorSentence(alert.error),
      });
    case 'peer-dropped':
      app.droppedPeers.value += 1;
      return;
    default:
      return alert satisfies never;
  }
}

/** A torrent was made: this is the moment to tell others of it. */
export function showMade({ toasts, torrentFiles }: App, { id, name }: TorrentRow): void {
  toasts.show({
    tone: 'good',
    text: text('toast.made', { name: isolate(name) }),
    action: {
      label: text('action.copy-magnet'),
      run: () => void torrentFiles.copyMagnet(id),
    },
  });
}

/** To be called after each update: what stopped and goes on, or is gone, needs no Retry. */
export function dismissSettled({ toasts, torrents }: App): void {
  toasts.dismissAbout((id) => torrents.row(id)?.peek().status !== 'error');
}

function openOffer({ viewing }: App, id: string) {
  if (!viewing.files) return undefined;
  return { label: text('file.open'), run: () => void viewing.openTorrent(id) };
}

/** For a torrent inside Chrome: its files are of little use there. */
function saveOffer(app: App, id: string) {
  if (!app.torrents.row(id)?.peek().embedded) return undefined;
  return {
    label: text('action.save'),
    run: () => void app.actions.saveToFolder([id]),
  };
}
