import { useSignal } from '@preact/signals';
import type { AppState } from '../../src/api/companion.ts';
import type { CompanionHost } from '../client/companion-host.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { plural, type TextKey, text } from '../i18n/text.ts';

type Trouble = Exclude<AppState, 'ready'> | 'missing' | 'disabled';

export interface AppNoticeProps {
  readonly host: CompanionHost;
  readonly state: Exclude<AppState, 'ready'>;
  /** Torrents that wait for the app. */
  readonly waiting: number;
  readonly onRetry: () => void;
}

/** Why the app cannot be reached, so far as that is known, and what to do. */
export function AppNotice({ host, state, waiting, onRetry }: AppNoticeProps) {
  const found = useSignal<'missing' | 'disabled' | undefined>(undefined);
  const trouble: Trouble = (state === 'absent' ? found.value : undefined) ?? state;

  const findOut = async () => {
    if (!(await host.mayFindOut())) return;
    const why = await host.whyAbsent();
    if (why === 'unknown') onRetry();
    else found.value = why;
  };

  return (
    <section class="app-notice" role="alert">
      <Icon name="warning" />
      <div>
        <h2>{text(`companion.app-${trouble}`)}</h2>
        <p>{text(`companion.app-${trouble}-how` satisfies TextKey)}</p>
        {waiting > 0 && <p>{plural('companion.waiting', waiting)}</p>}
        <div class="app-notice-buttons">
          <Button onClick={onRetry}>{text('companion.try-again')}</Button>
          {trouble === 'absent' && (
            <Button look="quiet" onClick={() => void findOut()}>
              {text('companion.find-out')}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
