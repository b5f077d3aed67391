/** Of one block as somebody sent it, SHA-256. */
const DIGEST_LENGTH = 32;
/** Blocks remembered, all pieces together: half a megabyte of digests. */
const MOST_BLOCKS = 16_384;

/** A wrong piece as it came. */
interface Attempt<Sender> {
  readonly digests: Uint8Array;
  /** By block. */
  readonly senders: readonly Sender[];
}

/**
 * Finds out who sent the wrong blocks of a v1 piece, which has one hash for all its blocks:
 * what came is remembered and compared with the right piece once that is here. Whoever sent
 * a block that differs lied; whoever sent only blocks that do not is never blamed.
 */
export class SmartBan<Sender> {
  readonly #attempts = new Map<number, Attempt<Sender>[]>();
  #blocks = 0;

  /** Whether the right bytes of the piece would tell anything. */
  suspects(piece: number): boolean {
    return this.#attempts.has(piece);
  }

  /** A wrong piece: `digests` of its blocks one behind another, `senders` by block. */
  remember(piece: number, digests: Uint8Array, senders: readonly Sender[]): void {
    const attempts = this.#attempts.get(piece) ?? [];
    attempts.push({ digests, senders });
    this.#attempts.set(piece, attempts);
    this.#blocks += senders.length;
    for (const oldest of this.#attempts.keys()) {
      if (this.#blocks <= MOST_BLOCKS) return;
      this.#forget(oldest);
    }
  }

  /** Who sent what is not in the right piece, whose digests these are. It is forgotten. */
  convict(piece: number, digests: Uint8Array): Set<Sender> {
    const liars = new Set<Sender>();
    for (const attempt of this.#attempts.get(piece) ?? []) {
      for (const [block, sender] of attempt.senders.entries()) {
        if (differs(attempt.digests, digests, block)) liars.add(sender);
      }
    }
    this.#forget(piece);
    return liars;
  }

  #forget(piece: number): void {
    for (const { senders } of this.#attempts.get(piece) ?? []) {
      this.#blocks -= senders.length;
    }
    this.#attempts.delete(piece);
  }
}

function differs(one: Uint8Array, other: Uint8Array, block: number): boolean {
  const from = block * DIGEST_LENGTH;
  for (let at = from; at < from + DIGEST_LENGTH; at++) {
    if (one[at] !== other[at]) return true;
  }
  return false;
}
