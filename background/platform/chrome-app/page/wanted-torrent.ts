/** The BroadcastChannel on which the window hears which torrent it is to show. */
const CHANNEL = 'rill-wanted-torrent';

/** `ready`: a window asks what it is to show. `waiting`: there is something. */
type WantedMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'wanted'; readonly id: string };

/**
 * Tells the window which torrent the person wants to see, whether it is open already or only
 * opening: as LaunchFiles hands over files.
 */
export class WantedTorrent {
  readonly #channel = new BroadcastChannel(CHANNEL);
  #waiting: string | undefined;

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<WantedMessage>) => {
      if (data.kind !== 'ready' || this.#waiting === undefined) return;
      this.#post({ kind: 'wanted', id: this.#waiting });
      this.#waiting = undefined;
    };
  }

  show(id: string): void {
    this.#waiting = id;
    this.#post({ kind: 'waiting' });
  }

  #post(message: WantedMessage): void {
    this.#channel.postMessage(message);
  }
}
