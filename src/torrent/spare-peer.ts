import type { RemotePeer } from './remote-peer.ts';

/** Milliseconds for which nobody was interested either way. */
const IDLE = 3 * 60_000;
/** Milliseconds that each peer has to show what it is good for. */
const YOUNG = 60_000;

/** The peer with which nothing went on for longest; undefined when each is of some use. */
export function idlePeer(
  peers: Iterable<RemotePeer>,
  now: number,
): RemotePeer | undefined {
  let idle: RemotePeer | undefined;
  for (const peer of peers) {
    if (now - peer.lastUseful < IDLE) continue;
    if (!idle || peer.lastUseful < idle.lastUseful) idle = peer;
  }
  return idle;
}

/** Of those that neither bring nor take anything, the one of lowest rank (BEP 40). */
export function lowestPeer(
  peers: Iterable<RemotePeer>,
  now: number,
  rank: (peer: RemotePeer) => number,
): RemotePeer | undefined {
  let lowest: RemotePeer | undefined;
  for (const peer of peers) {
    if (now - peer.since < YOUNG || peer.down.rate(now) > 0 || peer.up.rate(now) > 0)
      continue;
    if (!lowest || rank(peer) < rank(lowest)) lowest = peer;
  }
  return lowest;
}
