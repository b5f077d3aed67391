import { ProtocolError } from '../errors/protocol-error.ts';
import { SmartBan } from '../peer/smart-ban.ts';
import type { Hasher } from '../ports/hasher.ts';
import { BLOCK_LENGTH } from '../protocol/peer-wire/message.ts';
import type { RemotePeer } from './remote-peer.ts';
import { wrongBlocks } from './wrong-blocks.ts';

/** What blame needs of its torrent. */
export interface BlameHost {
  readonly hasher: Hasher;
  /** 32 bytes for each block of the piece (BEP 52); undefined: nobody tells. */
  blockHashes(piece: number): Promise<Uint8Array | undefined>;
  ban(peer: RemotePeer, reason: ProtocolError): void;
}

/**
 * Who sent wrong blocks: told by their hashes, where peers tell those, else by the right
 * piece once that is here. They are banned; whoever else sent some of the piece is not.
 */
export class Blame {
  readonly #host: BlameHost;
  readonly #smartBan = new SmartBan<RemotePeer>();

  constructor(host: BlameHost) {
    this.#host = host;
  }

  /** Which blocks are wrong; undefined when that cannot be found out now. */
  async wrongBlocks(piece: number, bytes: Uint8Array): Promise<number[] | undefined> {
    const hashes = await this.#host.blockHashes(piece);
    return hashes && wrongBlocks(bytes, hashes, this.#host.hasher);
  }

  /** The piece is wrong, and nobody knows where; these sent its blocks, one by one. */
  async suspected(
    piece: number,
    bytes: Uint8Array,
    senders: readonly RemotePeer[],
  ): Promise<void> {
    this.#smartBan.remember(piece, await this.#digests(bytes), senders);
  }

  /** The right piece is here: it tells who sent wrong blocks of it before. */
  async cleared(piece: number, bytes: Uint8Array): Promise<void> {
    if (!this.#smartBan.suspects(piece)) return;
    const liars = this.#smartBan.convict(piece, await this.#digests(bytes));
    const reason = new ProtocolError('wrong-data', `wrong blocks of piece ${piece}`);
    for (const peer of liars) this.#host.ban(peer, reason);
  }

  /** Each of these sent wrong blocks of it. */
  wrong(piece: number, culprits: ReadonlySet<RemotePeer>): void {
    const what = `piece ${piece} did not match its hash`;
    const reason = new ProtocolError('wrong-data', what);
    for (const peer of culprits) this.#host.ban(peer, reason);
  }

  #digests(bytes: Uint8Array): Promise<Uint8Array> {
    return this.#host.hasher.digestEach(bytes, BLOCK_LENGTH);
  }
}
