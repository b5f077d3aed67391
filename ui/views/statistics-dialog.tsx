import { useSignal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import type { Statistics, Totals } from '../../src/api/statistics.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { formatBytes } from '../format/bytes.ts';
import { formatDate } from '../format/date.ts';
import { formatDuration } from '../format/duration.ts';
import { errorSentence } from '../format/error-text.ts';
import { formatRatio } from '../format/ratio.ts';
import { formatCount, plural, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { attempt } from '../store/attempt.ts';
import { usePolled } from './use-polled.ts';

const EVERY = 2000;

/** What this session and all of them have come to. */
export function StatisticsDialog() {
  const { commands, dialog, toasts } = useApp();
  const asks = useSignal(false);
  const ask = useCallback(() => commands.getStatistics(), [commands]);
  const { value, failure, refresh } = usePolled('', EVERY, ask);
  const close = () => {
    dialog.value = undefined;
  };
  const reset = async () => {
    await attempt(toasts, async () => {
      await commands.resetStatistics();
    });
    asks.value = false;
    refresh();
  };
  return (
    <Dialog title={text('statistics.title')} onClose={close}>
      {value ? (
        <Figures statistics={value} />
      ) : (
        <p>{failure ? errorSentence(failure) : text('statistics.loading')}</p>
      )}
      {asks.value && <p role="alert">{text('statistics.reset-sure')}</p>}
      <footer class="dialog-foot">
        {asks.value ? (
          <>
            <Button
              onClick={() => {
                asks.value = false;
              }}
            >
              {text('action.cancel')}
            </Button>
            <Button look="danger" onClick={() => void reset()}>
              {text('statistics.reset-yes')}
            </Button>
          </>
        ) : (
          <>
            <Button
              onClick={() => {
                asks.value = true;
              }}
            >
              {text('statistics.reset')}
            </Button>
            <Button look="accent" data-autofocus onClick={close}>
              {text('action.close')}
            </Button>
          </>
        )}
      </footer>
    </Dialog>
  );
}

type Line = readonly [name: Parameters<typeof text>[0], of: (totals: Totals) => string];

const LINES: readonly Line[] = [
  ['statistics.downloaded', ({ downloaded }) => formatBytes(downloaded)],
  ['statistics.uploaded', ({ uploaded }) => formatBytes(uploaded)],
  ['statistics.ratio', ({ uploaded, downloaded }) => formatRatio(uploaded, downloaded)],
  ['statistics.overhead-down', ({ overheadDown }) => formatBytes(overheadDown)],
  ['statistics.overhead-up', ({ overheadUp }) => formatBytes(overheadUp)],
  ['statistics.wasted', ({ wrong, duplicate }) => formatBytes(wrong + duplicate)],
  ['statistics.wrong', ({ wrong }) => formatBytes(wrong)],
  ['statistics.duplicate', ({ duplicate }) => formatBytes(duplicate)],
  ['statistics.added', ({ added }) => formatCount(added)],
  ['statistics.completed', ({ completed }) => formatCount(completed)],
  ['statistics.peers', ({ mostPeers }) => formatCount(mostPeers)],
  ['statistics.time', ({ time }) => formatDuration(time)],
];
/** What the line above is made of. */
const PARTS: readonly string[] = ['statistics.wrong', 'statistics.duplicate'];

function Figures({ statistics }: { readonly statistics: Statistics }) {
  const { session, allTime, since, starts } = statistics;
  return (
    <>
      <table class="statistics">
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">{text('statistics.what')}</span>
            </th>
            <th scope="col">{text('statistics.session')}</th>
            <th scope="col">{text('statistics.all')}</th>
          </tr>
        </thead>
        <tbody>
          {LINES.map(([name, of]) => (
            <tr key={name} data-part={PARTS.includes(name)}>
              <th scope="row">{text(name)}</th>
              <td>{of(session)}</td>
              <td>{of(allTime)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="statistics-since">
        {plural('statistics.since', starts, { date: formatDate(since) })}
      </p>
    </>
  );
}
