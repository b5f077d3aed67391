import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Addition } from '../../src/api/companion.ts';
import type { TorrentRow } from '../../src/api/snapshot.ts';
import type { CompanionHost } from '../client/companion-host.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { Mark } from '../components/mark.tsx';
import { ProgressBar } from '../components/progress-bar.tsx';
import { formatRate } from '../format/bytes.ts';
import { formatPercent } from '../format/percent.ts';
import { canPause, canResume } from '../format/row-abilities.ts';
import { shownShare, statusText } from '../format/status-text.ts';
import { plural, type TextKey, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { LimitsSwitch } from '../views/limits-switch.tsx';
import { ToastStack } from '../views/toast-stack.tsx';
import { AppNotice } from './app-notice.tsx';
import { busiest } from './busiest.ts';
import { useAppState } from './use-app-state.ts';

const SHOWN = 5;

/** What the toolbar's button opens: what happens, and the few things done in passing. */
export function PopupPage({ host }: { readonly host: CompanionHost }) {
  const { standing, look } = useAppState(host);
  const { torrents } = useApp();
  const now = standing.value;
  return (
    <main class="popup">
      <header class="popup-head">
        <Mark />
        <h1>{text('app.name')}</h1>
        <IconButton
          icon="out"
          label={text('companion.open-page')}
          onClick={() => host.openPage()}
        />
        <IconButton
          icon="settings"
          label={text('companion.setup')}
          onClick={() => host.openSetup()}
        />
      </header>
      <AddField host={host} />
      {now && now.state !== 'ready' ? (
        <AppNotice host={host} state={now.state} waiting={now.waiting} onRetry={look} />
      ) : (
        torrents.status.value && <Busy host={host} />
      )}
      <ToastStack />
    </main>
  );
}

function Busy({ host }: { readonly host: CompanionHost }) {
  const { actions, torrents } = useApp();
  const ids = torrents.ids.value;
  const rows = torrents.rows(ids);
  const shown = busiest(rows, SHOWN);
  const status = torrents.status.value;
  const rest = rows.length - shown.length;
  return (
    <>
      {shown.length === 0 ? (
        <p class="popup-empty">{text('companion.nothing-active')}</p>
      ) : (
        <ul class="popup-rows" aria-label={text('companion.active')}>
          {shown.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
      {rest > 0 && (
        <Button look="text" onClick={() => host.openPage()}>
          {plural('companion.more', rest)}
        </Button>
      )}
      {status && (
        <footer class="popup-foot">
          <Rate icon="down" label={text('bar.down')} rate={status.downRate} />
          <Rate icon="up" label={text('bar.up')} rate={status.upRate} />
          <LimitsSwitch on={status.alternativeLimits} />
          {rows.some(canPause) ? (
            <Button look="quiet" icon="pause" onClick={() => void actions.pause(ids)}>
              {text('action.pause-all')}
            </Button>
          ) : (
            <Button
              look="quiet"
              icon="resume"
              disabled={!rows.some(canResume)}
              onClick={() => void actions.resume(ids)}
            >
              {text('action.resume-all')}
            </Button>
          )}
        </footer>
      )}
      <Button onClick={() => void host.openApp()}>{text('companion.open-app')}</Button>
    </>
  );
}

function Row({ row }: { readonly row: TorrentRow }) {
  const share = shownShare(row);
  return (
    <li class="popup-row" data-status={row.status}>
      <bdi class="popup-name" title={row.name}>
        {row.name}
      </bdi>
      <ProgressBar share={share} label={text('row.progress', { name: row.name })} />
      <span class="popup-state">
        {statusText(row)}
        {row.size > 0 && <span>{formatPercent(share)}</span>}
        {row.downRate > 0 && <span>{formatRate(row.downRate)}</span>}
      </span>
    </li>
  );
}

interface RateProps {
  readonly icon: 'down' | 'up';
  readonly label: string;
  readonly rate: number;
}

function Rate({ icon, label, rate }: RateProps) {
  return (
    <span class="bar-rate" title={label}>
      <Icon name={icon} />
      <span class="unseen">{label} </span>
      {formatRate(rate)}
    </span>
  );
}

function AddField({ host }: { readonly host: CompanionHost }) {
  const typed = useSignal('');
  const said = useSignal<TextKey | undefined>(undefined);
  const isGood = useSignal(true);
  const input = useRef<HTMLInputElement>(null);

  const add = async () => {
    const addition = await host.add(typed.value);
    isGood.value = addition === 'delivered';
    said.value =
      addition === 'delivered' ? 'companion.added' : `extension.${reason(addition)}`;
    if (addition === 'delivered' || addition === 'kept') typed.value = '';
    input.current?.focus();
  };
  return (
    <form
      class="popup-add"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <input
        ref={input}
        type="text"
        inputMode="url"
        autocomplete="off"
        spellcheck={false}
        aria-label={text('add.label')}
        placeholder={text('add.placeholder')}
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          said.value = undefined;
        }}
      />
      <button type="submit" class="button" data-look="accent">
        {text('add.submit')}
      </button>
      <p role="status" data-wrong={!isGood.value}>
        {said.value && text(said.value)}
      </p>
    </form>
  );
}

/** 'blocked' goes on to the engine, and is never what a person hears. */
function reason(addition: Exclude<Addition, 'delivered'>) {
  return addition === 'blocked' ? 'site-refused' : addition;
}
