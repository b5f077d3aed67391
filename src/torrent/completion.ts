import { UnkeptBytes } from '../storage/unkept-bytes.ts';
import type { LentPiece } from '../webseed/web-seed-host.ts';
import type { BegunPieces } from './begun-pieces.ts';
import type { PartialPiece } from './partial-piece.ts';
import type { RemotePeer } from './remote-peer.ts';

/** What complete pieces need of their torrent. */
export interface CompletionHost {
  /** Whether the bytes are the piece's. */
  verify(piece: number, bytes: Uint8Array): Promise<boolean>;
  /** Whether the piece is still to be had: files may be left out while it is on its way. */
  wanted(piece: number): boolean;
  /** Resolves once the piece is in its files. Rejects with StorageError, or UnkeptBytes. */
  store(piece: number, bytes: Uint8Array): Promise<void>;
  /** The piece is verified and written; after stop(), too. */
  had(piece: number): void;
  /** The piece is right, and not kept: it was not wanted when its turn came. */
  dropped(piece: number): void;
  /** Which blocks of a wrong piece are wrong; undefined when that cannot be found out. */
  wrongBlocks(piece: number, bytes: Uint8Array): Promise<readonly number[] | undefined>;
  /** The piece is wrong, and nobody knows where; these sent its blocks, one by one. */
  suspected(
    piece: number,
    bytes: Uint8Array,
    senders: readonly RemotePeer[],
  ): Promise<void>;
  /** The right bytes of a piece that was wrong before. */
  cleared(piece: number, bytes: Uint8Array): Promise<void>;
  /**
   * The piece was wrong; each of these, if any are known, sent wrong blocks of it. So many
   * bytes of it are to be had anew.
   */
  wrong(piece: number, culprits: ReadonlySet<RemotePeer>, bytes: number): void;
  /** Storing, or hashing, failed. */
  failed(error: unknown): void;
}

/** Complete pieces on their way to being had, or to be asked for again. */
export class Completion {
  readonly #host: CompletionHost;
  readonly #begun: BegunPieces;
  /** Buffers are free, and somebody got none before. */
  readonly #fed: () => void;
  /** With the piece that each is about. */
  readonly #completing = new Map<Promise<boolean>, number>();
  #stopped = false;

  constructor(host: CompletionHost, begun: BegunPieces, fed: () => void) {
    this.#host = host;
    this.#begun = begun;
    this.#fed = fed;
  }

  /** The last block of it came. */
  received(partial: PartialPiece): void {
    this.#begun.take(partial);
    this.#finish(partial, () => this.#blame(partial));
  }

  /** A web seed brought it. `lied` is called if it is wrong. */
  brought(piece: LentPiece, lied: () => void): void {
    this.#finish(piece, async () => {
      this.#begun.again(piece.index);
      lied();
      this.#host.wrong(piece.index, new Set(), piece.buffer.length);
      return false;
    });
  }

  /** Resolves once each piece is stored and had, or could not be. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#completing.keys());
  }

  /** Whether the piece is on its way. */
  has(piece: number): boolean {
    for (const index of this.#completing.values()) if (index === piece) return true;
    return false;
  }

  /** `blame`: what to do when it is wrong; answers whether it goes on with the rest. */
  #finish(piece: LentPiece, blame: () => Promise<boolean>): void {
    const completing = this.#complete(piece, blame);
    this.#completing.set(completing, piece.index);
    void completing.then((settled) => {
      this.#completing.delete(completing);
      if (!settled && !this.#stopped) this.#host.dropped(piece.index);
    });
  }

  /**
   * Also goes to its end after stop(): what is whole and right is not fetched again. Answers
   * false for a piece that is not wanted any more.
   */
  async #complete(
    { index, buffer }: LentPiece,
    blame: () => Promise<boolean>,
  ): Promise<boolean> {
    let goesOn = false;
    try {
      if (await this.#host.verify(index, buffer)) {
        if (this.#begun.suspect(index)) await this.#host.cleared(index, buffer);
        if (!this.#host.wanted(index)) return false;
        await this.#host.store(index, buffer);
        this.#begun.done(index);
        this.#host.had(index);
      } else if (!this.#stopped) {
        goesOn = await blame();
      }
    } catch (error) {
      if (error instanceof UnkeptBytes) return false;
      if (!this.#stopped) this.#host.failed(error);
    } finally {
      if (!goesOn) this.#begun.giveBuffer(buffer);
    }
    if (this.#begun.starved && !this.#stopped) {
      this.#begun.starved = false;
      this.#fed();
    }
    return true;
  }

  /** Finds out who sent what is wrong. */
  async #blame(partial: PartialPiece): Promise<boolean> {
    const { index, buffer } = partial;
    const senders = partial.senders();
    const alone = senders.size === 1;
    const blocks = alone ? undefined : await this.#host.wrongBlocks(index, buffer);
    if (this.#stopped) return false;
    if (!blocks) {
      if (!alone) await this.#host.suspected(index, buffer, partial.sendersByBlock());
      if (this.#stopped) return false;
      this.#begun.again(index);
      this.#host.wrong(index, alone ? senders : new Set(), buffer.length);
      return false;
    }
    const culprits = partial.senders(blocks);
    const bytes = blocks.reduce((sum, block) => sum + partial.blockLength(block), 0);
    const goesOn = this.#host.wanted(index);
    if (goesOn) {
      partial.reopen(blocks);
      this.#begun.putBack(partial);
    }
    this.#host.wrong(index, culprits, bytes);
    return goesOn;
  }
}
