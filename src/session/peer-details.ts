import type { PeerDetails, TorrentPeers } from '../api/peers.ts';
import type { RemotePeer } from '../torrent/remote-peer.ts';
import type { Swarm } from '../torrent/swarm.ts';

const NONE: TorrentPeers['known'] = {
  tracker: 0,
  incoming: 0,
  magnet: 0,
  manual: 0,
  dht: 0,
  pex: 0,
  lsd: 0,
};

/** The peers of a torrent, or of a magnet link, as a window sees them. */
export function torrentPeers(swarm: Swarm | undefined): TorrentPeers {
  return {
    peers: swarm ? Array.from(swarm.peers, peerDetails) : [],
    known: { ...NONE, ...(swarm && Object.fromEntries(swarm.sources)) },
  };
}

function peerDetails(peer: RemotePeer): PeerDetails {
  const { has, dialled } = peer;
  const now = peer.clock.now();
  return {
    address: peer.name,
    client: peer.client ?? null,
    source: peer.source,
    direction: dialled ? 'outgoing' : 'incoming',
    downRate: Math.round(peer.down.rate(now)),
    upRate: Math.round(peer.up.rate(now)),
    downloaded: peer.down.total,
    uploaded: peer.up.total,
    progress: has.length > 0 ? has.count / has.length : 0,
    connected: Math.floor((now - peer.since) / 1000),
    flags: {
      amInterested: peer.amInterested,
      choking: peer.choking,
      interested: peer.interested,
      amChoking: peer.amChoking,
      snubbed: peer.snubbed,
      optimistic: peer.optimistic && !peer.amChoking,
      seed: has.length > 0 && has.full,
      v2: peer.v2,
      fast: peer.fast,
      local: peer.local,
    },
  };
}
