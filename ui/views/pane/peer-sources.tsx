import type { PeerSource, TorrentPeers } from '../../../src/api/peers.ts';
import { formatCount, plural, text } from '../../i18n/text.ts';

const SOURCES: readonly PeerSource[] = [
  'tracker',
  'dht',
  'pex',
  'lsd',
  'incoming',
  'magnet',
  'manual',
];

/** How many are connected, and how all that are known were found. */
export function PeerSources({
  peers: { peers, known },
}: {
  readonly peers: TorrentPeers;
}) {
  const found = SOURCES.filter((source) => known[source] > 0);
  const all = found.reduce((sum, source) => sum + known[source], 0);
  return (
    <p class="pane-facts">
      <span>{plural('peers.connected', peers.length)}</span>
      <span>{plural('peers.known', all)}</span>
      {found.map((source) => (
        <span key={source}>
          {text('peers.by-source', {
            source: text(`source.${source}`),
            count: formatCount(known[source]),
          })}
        </span>
      ))}
    </p>
  );
}
