/** How we came to know of a peer; 'incoming': it dialled us. */
export type PeerSource =
  | 'tracker'
  | 'incoming'
  | 'magnet'
  | 'manual'
  | 'dht'
  | 'pex'
  | 'lsd';

/**
 * Of a private torrent only its tracker says who takes part (BEP 27), and the person, who
 * may know better. This is the one place that says so.
 */
export function mayComeFrom(source: PeerSource, isPrivate: boolean): boolean {
  switch (source) {
    case 'tracker':
    case 'incoming':
    case 'manual':
      return true;
    case 'magnet':
    case 'dht':
    case 'pex':
    case 'lsd':
      return !isPrivate;
  }
}
