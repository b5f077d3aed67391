import type { TrackerError } from '../errors/tracker-error.ts';

/** Something that happens to a torrent, for the record. */
export type TorrentEvent =
  /** It fails otherwise than before, or (no error) answers again. */
  | {
      readonly kind: 'tracker';
      /** Its host, and by which family it was asked. */
      readonly tracker: string;
      readonly error: TrackerError | undefined;
    }
  /** The pieces that are there are known. */
  | { readonly kind: 'checked'; readonly have: number; readonly pieces: number }
  | { readonly kind: 'moved' }
  /** A piece did not match its hash; so many bytes of it are fetched again. */
  | { readonly kind: 'piece-wrong'; readonly piece: number; readonly bytes: number }
  /** A block was here already, or nobody asked for it. */
  | { readonly kind: 'duplicate'; readonly bytes: number }
  /** So many bytes passed beside the payload, in a second, as far as is known. */
  | { readonly kind: 'overhead'; readonly down: number; readonly up: number }
  /** They were had, and are not there any more, or wrong. */
  | { readonly kind: 'pieces-lost'; readonly pieces: number };
