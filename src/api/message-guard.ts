import type { Alert, Event, Message } from './contract.ts';
import { anything, figure, type Guard, list, text, variant } from './guard.ts';
import { errorReport, sessionStatus, torrentRow } from './snapshot-guards.ts';

const named = { id: text, name: text };
const wrong = { ...named, error: errorReport };

const alert = variant<Alert>({
  completed: named,
  'torrent-error': wrong,
  'not-deleted': wrong,
  'peer-dropped': { id: text, peer: text, error: errorReport },
});

const event = variant<Event>({
  update: { status: sessionStatus, changed: list(torrentRow), removed: list(text) },
  'engine-failed': { error: errorReport },
  alert: { alert },
});

/** What an engine sends; of a reply see isAnswer, too. */
export const isMessage: Guard<Message> = variant<Message>({
  reply: { id: figure, result: anything },
  failure: { id: figure, error: errorReport },
  event: { event },
});
