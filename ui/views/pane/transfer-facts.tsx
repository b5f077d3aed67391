import type { TorrentRow } from '../../../src/api/snapshot.ts';
import { Fact } from '../../components/fact.tsx';
import { formatBytes, formatRate } from '../../format/bytes.ts';
import { formatDuration } from '../../format/duration.ts';
import { errorSentence } from '../../format/error-text.ts';
import { formatPercent } from '../../format/percent.ts';
import { formatRatio } from '../../format/ratio.ts';
import { shownShare, statusText } from '../../format/status-text.ts';
import { formatCount, text } from '../../i18n/text.ts';

/** What a torrent does, and what passed so far. */
export function TransferFacts({ row }: { readonly row: TorrentRow }) {
  const { size, done, downRate, upRate, downloaded, uploaded, peers, eta } = row;
  return (
    <dl class="facts">
      <Fact name={text('general.status')}>
        {row.error ? errorSentence(row.error) : statusText(row)}
      </Fact>
      {size > 0 && (
        <Fact name={text('column.progress')}>
          {text('general.done', {
            percent: formatPercent(shownShare(row)),
            done: formatBytes(done),
            size: formatBytes(size),
          })}
        </Fact>
      )}
      {eta !== null && <Fact name={text('column.eta')}>{formatDuration(eta)}</Fact>}
      <Fact name={text('general.downloaded')}>
        {text('general.amount', {
          amount: formatBytes(downloaded),
          rate: formatRate(downRate),
        })}
      </Fact>
      <Fact name={text('general.uploaded')}>
        {text('general.amount', {
          amount: formatBytes(uploaded),
          rate: formatRate(upRate),
        })}
      </Fact>
      <Fact name={text('general.ratio')}>{formatRatio(uploaded, done)}</Fact>
      <Fact name={text('column.peers')}>{formatCount(peers)}</Fact>
    </dl>
  );
}
