import type { ProtocolError } from '../errors/protocol-error.ts';
import type { WebSeedError } from '../errors/web-seed-error.ts';
import type { SpeedMeter } from '../rate/speed-meter.ts';
import type { WebSeedHost } from '../webseed/web-seed-host.ts';
import { WebSeeds } from '../webseed/web-seeds.ts';
import type { Lending } from './lending.ts';
import type { Swarm } from './swarm.ts';
import type { TorrentLimits } from './torrent-limits.ts';

/** Why somebody who brought pieces is not asked any more. */
export type PeerFault = ProtocolError | WebSeedError;

export interface WebSourcesOptions
  extends Pick<
    WebSeedHost,
    'clock' | 'tcp' | 'https' | 'userAgent' | 'layout' | 'pieces'
  > {
  readonly limits: TorrentLimits;
  readonly webSeedConnections: WebSeedHost['connections'];
  /** A peer, or web seed, was dropped for what it did. */
  dropped(name: string, reason: PeerFault): void;
}

/** Web seeds beside the peers: out of the same picker and buffers, on the same meter. */
export function webSources(
  options: WebSourcesOptions,
  lending: Lending,
  swarm: Swarm,
  down: SpeedMeter,
): WebSeeds {
  const { clock, tcp, https, userAgent, layout, pieces } = options;
  return new WebSeeds({
    ...{ clock, tcp, https, userAgent, layout, pieces },
    connections: options.webSeedConnections,
    lend: (near, most) => lending.lend(near, most),
    brought: (piece, lied) => lending.brought(piece, lied),
    takeBack: (piece) => lending.takeBack(piece),
    hurried: () => lending.hurried,
    peerRate: () => averageRate(swarm),
    received: (bytes) => down.add(bytes, clock.now()),
    gate: (owner) => options.limits.down.flow(owner, false),
    // The path may hold what lets only this person in.
    setAside: (address, error) => options.dropped(new URL(address).host, error),
  });
}

/** Of the peers that bring anything, bytes a second. */
function averageRate({ peers }: Swarm): number {
  const rates = [...peers].map(({ downRate }) => downRate).filter((rate) => rate > 0);
  return rates.length === 0
    ? 0
    : rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}
