import type { Settings } from '../../src/api/settings.ts';
import type { SessionStatus } from '../../src/api/snapshot.ts';
import { formatCount, plural, text } from '../i18n/text.ts';
import { errorSentence } from './error-text.ts';
import type { StateText } from './tracker-state.ts';

/** The ways to find peers that are not trackers. */
export const FINDERS = ['dht', 'pex', 'lsd'] as const;
export type Finder = (typeof FINDERS)[number];

export interface FinderScene {
  readonly status: SessionStatus;
  readonly settings: Settings;
  /** Of the torrent. */
  readonly private: boolean;
  readonly running: boolean;
}

/** How it stands with one of them for a torrent, a sentence. */
export function finderState(finder: Finder, scene: FinderScene): StateText {
  const { status, settings } = scene;
  if (scene.private) return { tone: 'plain', text: text('finder.private') };
  if (!settings[finder]) return { tone: 'plain', text: text('finder.off') };
  if (!scene.running) return { tone: 'plain', text: text('tracker.stopped') };
  switch (finder) {
    case 'dht':
      return dhtState(status.dht);
    case 'lsd':
      return lsdState(status.lsd);
    case 'pex':
      return { tone: 'good', text: text('finder.pex') };
    default:
      return finder satisfies never;
  }
}

export function dhtState({
  state,
  error,
  nodes,
  networkSize,
}: SessionStatus['dht']): StateText {
  switch (state) {
    case 'off':
      return { tone: 'plain', text: text('finder.off') };
    case 'starting':
      return { tone: 'plain', text: text('finder.dht-starting') };
    case 'unavailable':
      return unavailable(error);
    case 'on': {
      const size = formatCount(networkSize);
      return {
        tone: 'good',
        text:
          networkSize > nodes
            ? plural('finder.dht-of', nodes, { size })
            : plural('finder.dht', nodes),
      };
    }
    default:
      return state satisfies never;
  }
}

export function lsdState({ state, error }: SessionStatus['lsd']): StateText {
  switch (state) {
    case 'off':
      return { tone: 'plain', text: text('finder.off') };
    case 'joining':
      return { tone: 'plain', text: text('finder.lsd-joining') };
    case 'unavailable':
      return unavailable(error);
    case 'on':
      return { tone: 'good', text: text('finder.lsd') };
    default:
      return state satisfies never;
  }
}

function unavailable(error: SessionStatus['lsd']['error']): StateText {
  const reason = error ? errorSentence(error) : '';
  return { tone: 'bad', text: text('finder.unavailable', { reason }) };
}
