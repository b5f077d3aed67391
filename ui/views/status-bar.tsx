import type { SessionStatus } from '../../src/api/snapshot.ts';
import { Icon } from '../components/icon.tsx';
import { formatRate } from '../format/bytes.ts';
import { errorText } from '../format/error-text.ts';
import { hasText, plural, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

export function StatusBar() {
  const { droppedPeers, torrents } = useApp();
  const status = torrents.status.value;
  return (
    <footer class="status-bar">
      {status && (
        <>
          <Rate icon="down" label={text('bar.down')} rate={status.downRate} />
          <Rate icon="up" label={text('bar.up')} rate={status.upRate} />
          {droppedPeers.value > 0 && (
            <span class="bar-dropped">{plural('bar.dropped', droppedPeers.value)}</span>
          )}
          <Listening status={status} />
          <span class="bar-transport">{transportName(status.transport)}</span>
        </>
      )}
    </footer>
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

function Listening({ status }: { readonly status: SessionStatus }) {
  const { listenError, listenPort } = status;
  if (listenError) {
    const { what, next } = errorText(listenError);
    return (
      <span class="bar-listening" data-wrong title={next}>
        <Icon name="warning" />
        {text('bar.listen-error', { what })}
      </span>
    );
  }
  return (
    <span class="bar-listening">
      <Icon name="port" />
      {listenPort === null
        ? text('bar.not-listening')
        : text('bar.listening', { port: String(listenPort) })}
    </span>
  );
}

/** Hosts to come may name others. */
function transportName(transport: string): string {
  const key = `bar.transport.${transport}`;
  return hasText(key) ? text(key) : transport;
}
