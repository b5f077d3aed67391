import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AppState } from '../../src/api/companion.ts';
import type { CompanionHost } from '../client/companion-host.ts';

/** Milliseconds between two looks while the page is in sight. */
const LOOK_EVERY = 3000;

export interface AppStanding {
  readonly state: AppState;
  /** Torrents that wait for the app. */
  readonly waiting: number;
}

/** How it stands with the app: looked at now and then; undefined until the first look. */
export function useAppState(host: CompanionHost): {
  readonly standing: ReadonlySignal<AppStanding | undefined>;
  readonly look: () => void;
} {
  const standing = useSignal<AppStanding | undefined>(undefined);
  const look = async () => {
    const [state, waiting] = await Promise.all([host.appState(), host.waiting()]);
    standing.value = { state, waiting };
    if (state === 'ready' && waiting > 0) await host.deliver();
  };
  useEffect(() => {
    void look();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void look();
    }, LOOK_EVERY);
    return () => clearInterval(timer);
  }, []);
  return { standing, look: () => void look() };
}
