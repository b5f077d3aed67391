import type { PeerDetails } from '../../src/api/peers.ts';

/** A letter each, the usual ones where there are any; in the order they are shown in. */
export const PEER_FLAGS = [
  'D',
  'd',
  'K',
  'U',
  'u',
  '?',
  'O',
  'S',
  'I',
  'L',
  'F',
  '2',
] as const;
export type PeerFlag = (typeof PEER_FLAGS)[number];

/** What to know of a peer at a glance. */
export function peerFlags({ flags, direction }: PeerDetails): readonly PeerFlag[] {
  const holds: Readonly<Record<PeerFlag, boolean>> = {
    D: flags.amInterested && !flags.choking,
    d: flags.amInterested && flags.choking,
    K: !flags.amInterested && !flags.choking,
    U: flags.interested && !flags.amChoking,
    u: flags.interested && flags.amChoking,
    '?': !flags.interested && !flags.amChoking,
    O: flags.optimistic,
    S: flags.snubbed,
    I: direction === 'incoming',
    L: flags.local,
    F: flags.fast,
    '2': flags.v2,
  };
  return PEER_FLAGS.filter((flag) => holds[flag]);
}
