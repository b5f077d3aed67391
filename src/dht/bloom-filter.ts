import { FILTER_LENGTH } from '../protocol/krpc/message.ts';

const BITS = FILTER_LENGTH * 8;
/** Bits that each address sets. */
const HASHES = 2;

/**
 * A set of addresses of which only the size can be told, about, up to some 6,000 (BEP 33):
 * those of the peers, or of the seeds, that a node knows of a torrent.
 */
export class BloomFilter {
  /** 256 bytes, as they go into a message. */
  readonly bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  static empty(): BloomFilter {
    return new BloomFilter(new Uint8Array(FILTER_LENGTH));
  }

  /** Of a copy of what came in a message; undefined when it has another length. */
  static from(bytes: Uint8Array): BloomFilter | undefined {
    return bytes.length === FILTER_LENGTH ? new BloomFilter(bytes.slice()) : undefined;
  }

  /** `digest`: the SHA-1 of the 4 or 16 bytes of an address; its first four bytes will do. */
  insert(digest: Uint8Array): void {
    for (let hash = 0; hash < HASHES; hash++) {
      const bit = (digest[2 * hash]! | (digest[2 * hash + 1]! << 8)) % BITS;
      this.bytes[bit >> 3]! |= 1 << (bit & 7);
    }
  }

  /** From now on this one has all of the other's addresses, too. */
  merge(other: BloomFilter): void {
    for (let at = 0; at < FILTER_LENGTH; at++) this.bytes[at]! |= other.bytes[at]!;
  }

  /** About how many addresses there are; 7,806 when it is full, whatever went into it. */
  estimate(): number {
    const zeros = Math.max(1, this.#zeros());
    return Math.log(BITS / zeros) / (HASHES * Math.log(BITS / (BITS - 1)));
  }

  #zeros(): number {
    let zeros = BITS;
    for (const byte of this.bytes) {
      for (let bits = byte; bits > 0; bits &= bits - 1) zeros--;
    }
    return zeros;
  }
}
