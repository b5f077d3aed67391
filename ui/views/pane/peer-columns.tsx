import type { PeerDetails } from '../../../src/api/peers.ts';
import type { GridColumn } from '../../components/grid-head.tsx';
import { formatBytes, formatRate } from '../../format/bytes.ts';
import { formatDuration } from '../../format/duration.ts';
import { peerFlags } from '../../format/peer-flags.ts';
import { formatPercent } from '../../format/percent.ts';
import { perLocale, text } from '../../i18n/text.ts';

const collator = perLocale((tag) => new Intl.Collator(tag, { numeric: true }));
/** The fastest come first. */
const byMost = (of: (peer: PeerDetails) => number) => ({
  largestFirst: true,
  compare: (a: PeerDetails, b: PeerDetails) => of(a) - of(b),
});

export function peerColumns(): readonly GridColumn<PeerDetails>[] {
  return [
    {
      key: 'address',
      label: text('peers.address'),
      compare: (a, b) => collator().compare(a.address, b.address),
      cell: ({ address }) => (
        <bdi class="clip" dir="ltr">
          {address}
        </bdi>
      ),
    },
    {
      key: 'client',
      label: text('peers.client'),
      compare: (a, b) => collator().compare(a.client ?? '', b.client ?? ''),
      cell: ({ client }) => (
        <bdi class="clip" title={client ?? undefined}>
          {client ?? text('peers.unknown')}
        </bdi>
      ),
    },
    {
      key: 'flags',
      label: text('peers.flags'),
      cell: (peer) => <Flags peer={peer} />,
    },
    {
      key: 'source',
      label: text('peers.source'),
      compare: (a, b) => collator().compare(sourceName(a), sourceName(b)),
      cell: (peer) => sourceName(peer),
    },
    {
      key: 'progress',
      label: text('peers.progress'),
      numeric: true,
      ...byMost((peer) => peer.progress),
      cell: ({ progress }) => formatPercent(progress),
    },
    {
      key: 'down',
      label: text('column.down'),
      hint: text('peers.down-hint'),
      numeric: true,
      ...byMost((peer) => peer.downRate),
      cell: ({ downRate }) => orNothing(downRate, formatRate),
    },
    {
      key: 'up',
      label: text('column.up'),
      hint: text('peers.up-hint'),
      numeric: true,
      ...byMost((peer) => peer.upRate),
      cell: ({ upRate }) => orNothing(upRate, formatRate),
    },
    {
      key: 'received',
      label: text('peers.received'),
      numeric: true,
      ...byMost((peer) => peer.downloaded),
      cell: ({ downloaded }) => orNothing(downloaded, formatBytes),
    },
    {
      key: 'sent',
      label: text('peers.sent'),
      numeric: true,
      ...byMost((peer) => peer.uploaded),
      cell: ({ uploaded }) => orNothing(uploaded, formatBytes),
    },
    {
      key: 'time',
      label: text('peers.time'),
      numeric: true,
      ...byMost((peer) => peer.connected),
      cell: ({ connected }) => formatDuration(connected),
    },
  ];
}

function sourceName({ source }: PeerDetails): string {
  return text(`source.${source}`);
}

/** Letters to be seen, and what they mean to be heard. */
function Flags({ peer }: { readonly peer: PeerDetails }) {
  const flags = peerFlags(peer);
  const meaning = flags.map((flag) => text(`flag.${flag}`)).join(', ');
  return (
    <span title={meaning}>
      <span aria-hidden="true">{flags.join(' ')}</span>
      <span class="unseen">{meaning}</span>
    </span>
  );
}

/** What is zero is not to draw the eye. */
function orNothing(value: number, format: (value: number) => string) {
  if (value === 0) return <span class="nothing">{text('row.nothing')}</span>;
  return format(value);
}
