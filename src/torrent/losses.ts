import { Bitfield } from '../bytes/bitfield.ts';
import { StorageError } from '../errors/storage-error.ts';
import type { Pieces } from '../metainfo/pieces.ts';
import { checkPieces } from '../storage/checker.ts';
import type { TorrentStorage } from '../storage/torrent-storage.ts';
import type { PieceVerifier } from './piece-verifier.ts';
import type { Progress } from './progress.ts';
import type { TorrentEvent } from './torrent-event.ts';

/** What this needs of its torrent. */
export interface LossesHost {
  readonly progress: Progress;
  readonly pieces: Pieces;
  readonly storage: TorrentStorage;
  readonly verifier: PieceVerifier;
  /** These were had, and are not any more. */
  lost(pieces: readonly number[]): void;
  /** For the record. */
  happened(event: TorrentEvent): void;
  /** The files cannot be used any more. */
  failed(error: unknown): void;
  /** Resolves, with what ends it, once it may hash. Rejects with the signal's reason. */
  turn(signal: AbortSignal): Promise<() => void>;
}

/**
 * Notices pieces that were had and are not any more: their file is gone or was cut short, or
 * their bytes are others now. They are fetched again.
 */
export class Losses {
  readonly #host: LossesHost;
  readonly #aborter = new AbortController();
  #looking: Promise<void> | undefined;
  #checking: Promise<void> | undefined;
  #progress = 0;

  constructor(host: LossesHost) {
    this.#host = host;
  }

  /** How far the look at every byte is, 0 to 1; undefined: none is under way. */
  get checked(): number | undefined {
    return this.#checking && this.#progress;
  }

  /**
   * What `reading` brings of a piece; undefined when it is not there any more, which is known
   * to all by then. Rejects with StorageError for any other reason, and when nothing is left
   * at all: then it is the folder that is gone, or emptied, and a person should know.
   */
  async orLost(
    piece: number,
    reading: Promise<Uint8Array>,
  ): Promise<Uint8Array | undefined> {
    try {
      return await reading;
    } catch (error) {
      if (!(error instanceof StorageError && error.code === 'file-gone')) throw error;
      this.#looking ??= this.#look(error).finally(() => {
        this.#looking = undefined;
      });
      await this.#looking;
      this.#lose(piece);
      return undefined;
    }
  }

  /** All of a piece, held to its hash. Rejects with StorageError, also when it is lost. */
  async read(piece: number): Promise<Uint8Array> {
    const { pieces, storage, verifier } = this.#host;
    const reading = storage.read(pieces.offset(piece), pieces.size(piece));
    const bytes = await this.orLost(piece, reading);
    if (bytes && (await verifier.verify(piece, bytes))) return bytes;
    this.#lose(piece);
    throw new StorageError('file-changed', `piece ${piece} is not what it was`);
  }

  /** Reads and hashes all that is had. Harmless while that is under way. */
  check(): void {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined;
    });
  }

  /** Resolves once nothing is being read any more. */
  async stop(): Promise<void> {
    this.#aborter.abort();
    await Promise.allSettled([this.#looking, this.#checking]);
  }

  #lose(piece: number): void {
    if (this.#host.progress.have.has(piece)) this.#host.lost([piece]);
  }

  async #look(error: StorageError): Promise<void> {
    const { pieces, storage } = this.#host;
    const isThere = await storage.measure();
    const had = this.#had();
    const gone = had.filter(
      (piece) => !isThere(pieces.offset(piece), pieces.size(piece)),
    );
    if (gone.length === had.length) throw error;
    if (gone.length > 0) this.#host.lost(gone);
  }

  async #check(): Promise<void> {
    const { pieces, storage, verifier, turn } = this.#host;
    const { signal } = this.#aborter;
    this.#progress = 0;
    let end: (() => void) | undefined;
    try {
      end = await turn(signal);
      const had = this.#had();
      const right = new Bitfield(pieces.count);
      await checkPieces(
        {
          pieces: had,
          read: (piece) => storage.read(pieces.offset(piece), pieces.size(piece)),
          verify: (piece, bytes) => verifier.verify(piece, bytes),
          progress: (done) => {
            this.#progress = done / had.length;
          },
          signal,
        },
        right,
      );
      const { have } = this.#host.progress;
      const lost = had.filter((piece) => !right.has(piece) && have.has(piece));
      if (signal.aborted) return;
      if (lost.length > 0) this.#host.lost(lost);
      const { count, length } = this.#host.progress.have;
      this.#host.happened({ kind: 'checked', have: count, pieces: length });
    } catch (error) {
      if (!signal.aborted) this.#host.failed(error);
    } finally {
      end?.();
    }
  }

  #had(): number[] {
    const { have } = this.#host.progress;
    const all = Array.from({ length: have.length }, (_, piece) => piece);
    return all.filter((piece) => have.has(piece));
  }
}
