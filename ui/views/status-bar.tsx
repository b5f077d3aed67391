import { Icon } from '../components/icon.tsx';
import { formatRate } from '../format/bytes.ts';
import { limitsNow } from '../format/limits-now.ts';
import { plural, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { FreeSpace } from './free-space.tsx';
import { LimitsSwitch } from './limits-switch.tsx';
import { NetworkButton } from './network-button.tsx';
import { StatisticsButton } from './statistics-button.tsx';

export function StatusBar() {
  const { droppedPeers, settings, torrents } = useApp();
  const status = torrents.status.value;
  const limits = status && settings.value && limitsNow(status, settings.value);
  return (
    <footer class="status-bar">
      {status && (
        <>
          <Rate
            icon="down"
            label={text('bar.down')}
            rate={status.downRate}
            limit={limits?.down}
          />
          <Rate
            icon="up"
            label={text('bar.up')}
            rate={status.upRate}
            limit={limits?.up}
          />
          <LimitsSwitch on={status.alternativeLimits} />
          {droppedPeers.value > 0 && (
            <span class="bar-dropped">{plural('bar.dropped', droppedPeers.value)}</span>
          )}
          <FreeSpace />
          <StatisticsButton />
          <NetworkButton status={status} />
        </>
      )}
    </footer>
  );
}

interface RateProps {
  readonly icon: 'down' | 'up';
  readonly label: string;
  readonly rate: number;
  readonly limit: number | undefined;
}

function Rate({ icon, label, rate, limit }: RateProps) {
  return (
    <span class="bar-rate" title={label}>
      <Icon name={icon} />
      <span class="unseen">{label} </span>
      {formatRate(rate)}
      {limit ? (
        <span class="bar-limit">{text('bar.limit', { rate: formatRate(limit) })}</span>
      ) : null}
    </span>
  );
}
