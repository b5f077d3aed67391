import type { TrackerStatus } from '../../src/api/trackers.ts';
import { isolate, text } from '../i18n/text.ts';
import { errorSentence } from './error-text.ts';

export interface StateText {
  readonly tone: 'good' | 'bad' | 'plain';
  readonly text: string;
}

/** How it stands with a tracker, a sentence. `running`: the torrent itself. */
export function trackerState(status: TrackerStatus, running: boolean): StateText {
  const { state, error, warning, nextAnnounce } = status;
  switch (state) {
    case 'asking':
      return { tone: 'plain', text: text('tracker.asking') };
    case 'working':
      if (warning === null) return { tone: 'good', text: text('tracker.working') };
      return {
        tone: 'good',
        text: text('tracker.warning', { warning: isolate(warning) }),
      };
    case 'failing':
      return {
        tone: 'bad',
        text: error ? errorSentence(error) : text('tracker.failing'),
      };
    case 'idle':
      if (!running) return { tone: 'plain', text: text('tracker.stopped') };
      return {
        tone: 'plain',
        text: text(nextAnnounce === null ? 'tracker.reserve' : 'tracker.idle'),
      };
    default:
      return state satisfies never;
  }
}
