import { type Signal, signal } from '@preact/signals';
import type { Addition } from '../../src/api/companion.ts';
import type { CompanionHost } from '../client/companion-host.ts';
import { Mark } from '../components/mark.tsx';
import { type TextKey, text } from '../i18n/text.ts';
import { AppNotice } from './app-notice.tsx';
import { useAppState } from './use-app-state.ts';

export type Handling = 'busy' | 'bad' | 'works' | Addition;

/** What becomes of a magnet link that was clicked. */
export class LinkHandling {
  readonly #state: Signal<Handling> = signal('busy');

  get state(): Handling {
    return this.#state.value;
  }

  set state(state: Handling) {
    this.#state.value = state;
  }
}

export interface HandlerPageProps {
  readonly host: CompanionHost;
  readonly handling: LinkHandling;
}

/** Seen for a moment only, unless something is wrong. */
export function HandlerPage({ host, handling }: HandlerPageProps) {
  return (
    <main class="setup">
      <header>
        <Mark />
        <h1>{text('companion.handler-title')}</h1>
      </header>
      {handling.state === 'kept' ? (
        <Kept host={host} />
      ) : (
        <p role="status">{text(SAID[handling.state])}</p>
      )}
    </main>
  );
}

function Kept({ host }: { readonly host: CompanionHost }) {
  const { standing, look } = useAppState(host);
  if (!standing.value) return null;
  const { state, waiting } = standing.value;
  if (state === 'ready') return <p role="status">{text('companion.handler-done')}</p>;
  return <AppNotice host={host} state={state} waiting={waiting} onRetry={look} />;
}

const SAID: Readonly<Record<Exclude<Handling, 'kept'>, TextKey>> = {
  busy: 'companion.handler-busy',
  bad: 'companion.handler-bad',
  works: 'companion.handler-works',
  delivered: 'companion.handler-done',
  full: 'extension.full',
  refused: 'extension.refused',
  'nothing-found': 'companion.handler-bad',
  blocked: 'companion.handler-bad',
  'site-refused': 'extension.site-refused',
  'not-a-torrent': 'extension.not-a-torrent',
  'too-large': 'extension.too-large',
};
