import type { Download } from './download.ts';
import type { Progress } from './progress.ts';
import type { RemotePeer } from './remote-peer.ts';

/** What interest needs of its torrent. */
export interface InterestHost {
  readonly download: Download;
  readonly progress: Progress;
  /** Parts in good order. */
  leave(peer: RemotePeer): void;
}

/** Whether we want something of a peer, and whether we have any use for each other. */
export class Interest {
  readonly #host: InterestHost;

  constructor(host: InterestHost) {
    this.#host = host;
  }

  /** What it has, or what we want, has changed. */
  update(peer: RemotePeer): void {
    this.set(peer, this.#host.download.wants(peer.has));
  }

  set(peer: RemotePeer, interested: boolean): void {
    if (peer.amInterested === interested) return;
    peer.amInterested = interested;
    peer.connection.send({ kind: interested ? 'interested' : 'not-interested' });
    if (interested) this.#host.download.fill(peer);
  }

  /** A seed has nothing for whoever has all it wants, who has nothing for a seed. */
  leaveTogetherDone(peer: RemotePeer): void {
    if (this.#host.progress.complete && peer.uploadOnly) this.#host.leave(peer);
  }
}
