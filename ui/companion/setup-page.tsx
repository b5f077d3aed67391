import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CompanionHost } from '../client/companion-host.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Mark } from '../components/mark.tsx';
import { text } from '../i18n/text.ts';
import { AppNotice } from './app-notice.tsx';
import { useAppState } from './use-app-state.ts';

/** A link that says only that links arrive: the handler's page knows it. */
export const TRIAL_LINK = 'magnet:?x.rill=trial';

/** The first page that a person sees of the extension, and where they come back to. */
export function SetupPage({ host }: { readonly host: CompanionHost }) {
  return (
    <main class="setup">
      <header>
        <Mark />
        <h1>{text('companion.setup-title')}</h1>
      </header>
      <Engine host={host} />
      <Magnets host={host} />
      <Catching host={host} />
    </main>
  );
}

function Engine({ host }: { readonly host: CompanionHost }) {
  const { standing, look } = useAppState(host);
  if (!standing.value) return null;
  const { state, waiting } = standing.value;
  return (
    <section class="setup-part">
      <h2>{text('companion.engine')}</h2>
      {state === 'ready' ? (
        <>
          <Good>{text('companion.app-ready')}</Good>
          <div class="setup-buttons">
            <Button onClick={() => void host.openApp()}>
              {text('companion.open-app')}
            </Button>
            <Button look="quiet" onClick={() => host.openPage()}>
              {text('companion.open-page')}
            </Button>
          </div>
        </>
      ) : (
        <AppNotice host={host} state={state} waiting={waiting} onRetry={look} />
      )}
    </section>
  );
}

function Magnets({ host }: { readonly host: CompanionHost }) {
  const { magnets } = host;
  const inForce = useSignal<boolean | undefined>(undefined);
  const asked = useSignal(false);
  useEffect(() => {
    const look = async () => {
      inForce.value = await magnets.isInForce();
    };
    magnets.onChange(() => void look());
    void look();
  }, []);
  return (
    <section class="setup-part">
      <h2>{text('companion.magnets')}</h2>
      {inForce.value ? (
        <>
          <Good>{text('companion.magnets-on')}</Good>
          <p>{text('companion.magnets-undo-how')}</p>
          <div class="setup-buttons">
            <Button
              onClick={() => {
                asked.value = false;
                magnets.unregister();
              }}
            >
              {text('companion.magnets-undo')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>{text('companion.magnets-how')}</p>
          <p class="setup-state">{text('companion.magnets-off')}</p>
          <div class="setup-buttons">
            <Button
              look="accent"
              icon="link"
              onClick={() => {
                asked.value = true;
                magnets.register();
              }}
            >
              {text('companion.magnets-register')}
            </Button>
          </div>
          {asked.value && (
            <p role="status">
              {text('companion.magnets-asked')}{' '}
              <a href={TRIAL_LINK} target="_blank" rel="noreferrer">
                {text('companion.magnets-try')}
              </a>
            </p>
          )}
        </>
      )}
    </section>
  );
}

function Catching({ host }: { readonly host: CompanionHost }) {
  const { catching } = host;
  const on = useSignal(false);
  const refused = useSignal(false);
  const look = async () => {
    on.value = await catching.isOn();
  };
  useEffect(() => void look(), []);

  const change = async () => {
    if (on.value) await catching.turnOff();
    else refused.value = !(await catching.turnOn());
    await look();
  };
  return (
    <section class="setup-part">
      <h2>{text('companion.catch')}</h2>
      <p id="catch-how">{text('companion.catch-how')}</p>
      <label class="setup-toggle">
        <input
          type="checkbox"
          aria-describedby="catch-how"
          checked={on.value}
          onClick={(event) => {
            // It shows what holds, not what was wished for.
            event.preventDefault();
            void change();
          }}
        />
        {text('companion.catch-toggle')}
      </label>
      {refused.value && <p role="alert">{text('companion.catch-refused')}</p>}
    </section>
  );
}

function Good({ children }: { readonly children: string }) {
  return (
    <p class="setup-good" role="status">
      <Icon name="complete" />
      {children}
    </p>
  );
}
