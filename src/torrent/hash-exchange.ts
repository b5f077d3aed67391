import { toHex } from '../bytes/hex.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { HashTrees } from '../merkle/hash-trees.ts';
import { prove } from '../merkle/prove.ts';
import type { Clock } from '../ports/clock.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { HashRange } from '../protocol/peer-wire/message.ts';
import type { RemotePeer } from './remote-peer.ts';

/** What the hash exchange needs of its torrent. */
export interface HashExchangeHost {
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly trees: HashTrees;
  peers(): Iterable<RemotePeer>;
  /** The hashes of these pieces are known from now on. */
  learned(pieces: readonly number[]): void;
  /** The peer sent hashes that belong to no tree of ours. */
  lied(peer: RemotePeer, reason: ProtocolError): void;
}

/** Hashes to get from some peer. */
interface Question {
  readonly range: HashRange;
  /** Only of peers that have this piece, and not after this time. */
  readonly piece?: { readonly index: number; readonly until: number };
  /** Answers whether the hashes are right. */
  take(hashes: Uint8Array): Promise<boolean>;
  giveUp(): void;
}

interface Asked {
  readonly question: Question;
  readonly peer: RemotePeer;
  /** When it is asked of another. */
  readonly due: number;
}

/** Where one peer stands. */
interface Standing {
  asked: number;
  /** How many it may be asked at once. */
  most: number;
  /** It is asked nothing before. */
  restsUntil: number;
  /** Hashes that came and were never asked for. */
  unasked: number;
  /** What it was asked and did not answer in time; by what the answer names. */
  readonly late: Map<string, Question>;
}

/** Questions to one peer at once: first, and after many answers. */
const FEW_AT_ONCE = 4;
const MOST_AT_ONCE = 32;
const UNASKED_LIMIT = 50;
/** Milliseconds. */
const TIMEOUT = 15_000;
const REST_AFTER_REJECT = 10_000;
const REST_AFTER_SILENCE = 60_000;
const BLAME_TIME = 10_000;
/** So that three can be asked in that time: the first may be the liar, and keep silent. */
const BLAME_TIMEOUT = 3000;

/**
 * Gets the hashes of pieces, and of the blocks of a wrong piece, from peers (BEP 52).
 *
 *  1. Each stretch is asked of one peer that speaks v2: four at once, one more for each
 *     answer.
 *  2. Who rejects one rests for ten seconds, who keeps silent for a minute; another is asked.
 *     What comes late counts, unless it is known by then.
 *  3. Who sends what does not lead to the root is banned.
 *  4. Block hashes are asked for first, and given up once nobody is left to ask, or after ten
 *     seconds.
 */
export class HashExchange {
  readonly #host: HashExchangeHost;
  /** Still to be asked, whoever came last at the end. */
  readonly #waiting = new Set<Question>();
  /** By what the answer names. */
  readonly #asked = new Map<string, Asked>();
  readonly #standings = new Map<RemotePeer, Standing>();
  /** Those about pieces: they are given up. */
  readonly #urgent = new Set<Question>();
  #stopped = false;

  constructor(host: HashExchangeHost) {
    this.#host = host;
    for (const range of host.trees.missing()) {
      const take = (hashes: Uint8Array) => this.#takePieces(range, hashes);
      this.#waiting.add({ range, take, giveUp: () => {} });
    }
  }

  /** 32 bytes for each block of the piece, whose own hash is known; undefined: nobody tells. */
  blockHashes(piece: number): Promise<Uint8Array | undefined> {
    const { trees, clock, hasher } = this.#host;
    const range = trees.blocksOf(piece);
    const top = trees.pieceHash(piece);
    if (!range || !top || this.#stopped) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const question: Question = {
        range,
        piece: { index: piece, until: clock.now() + BLAME_TIME },
        take: async (hashes) => {
          const right = await prove(range, hashes, top, hasher);
          if (right) {
            this.#urgent.delete(question);
            resolve(hashes);
          }
          return right;
        },
        giveUp: () => resolve(undefined),
      };
      this.#urgent.add(question);
      this.#waiting.add(question);
      this.ask();
    });
  }

  /** Asks whoever may be asked. */
  ask(): void {
    if (this.#stopped || this.#waiting.size === 0) return;
    for (const peer of this.#host.peers()) if (peer.v2) this.#askPeer(peer);
    for (const question of this.#urgent) {
      if (this.#waiting.has(question) && !this.#canAsk(question)) this.#giveUp(question);
    }
  }

  /** Once a second. */
  tick(): void {
    const now = this.#host.clock.now();
    for (const [key, { question, peer, due }] of this.#asked) {
      if (due > now) continue;
      const standing = this.#unask(key, peer, question);
      standing.most = FEW_AT_ONCE;
      standing.restsUntil = now + REST_AFTER_SILENCE;
      this.#waiting.add(question);
    }
    for (const question of this.#urgent) {
      if (question.piece!.until <= now) this.#giveUp(question);
    }
    this.ask();
  }

  /** Hashes came. Throws ProtocolError 'flood' when nobody asked for them, again and again. */
  received(peer: RemotePeer, range: HashRange, hashes: Uint8Array): void {
    const question = this.#answered(peer, range);
    if (!question) return;
    const standing = this.#standing(peer);
    standing.most = Math.min(standing.most + 1, MOST_AT_ONCE);
    standing.restsUntil = 0;
    void this.#judge(question, peer, hashes.slice());
  }

  /** The peer does not have what we asked for. Throws as `received` does. */
  rejected(peer: RemotePeer, range: HashRange): void {
    const question = this.#answered(peer, range);
    if (!question) return;
    const rest = this.#host.clock.now() + REST_AFTER_REJECT;
    const standing = this.#standing(peer);
    standing.restsUntil = Math.max(standing.restsUntil, rest);
    this.#waiting.add(question);
    this.ask();
  }

  /** The hashes of all pieces are known by now: nobody is asked for those any more. */
  knowsAll(): void {
    for (const question of this.#waiting) {
      if (!question.piece) this.#waiting.delete(question);
    }
  }

  left(peer: RemotePeer): void {
    this.#standings.delete(peer);
    for (const [key, asked] of this.#asked) {
      if (asked.peer !== peer) continue;
      this.#asked.delete(key);
      this.#waiting.add(asked.question);
    }
    this.ask();
  }

  stop(): void {
    this.#stopped = true;
    for (const question of this.#urgent) this.#giveUp(question);
    this.#waiting.clear();
    this.#asked.clear();
  }

  #askPeer(peer: RemotePeer): void {
    const standing = this.#standing(peer);
    const now = this.#host.clock.now();
    if (standing.restsUntil > now) return;
    for (const question of this.#inOrder()) {
      if (standing.asked >= standing.most) return;
      const key = keyOf(question.range);
      if (this.#asked.has(key) || !mayAsk(peer, question)) continue;
      this.#waiting.delete(question);
      const due = now + (question.piece ? BLAME_TIMEOUT : TIMEOUT);
      this.#asked.set(key, { question, peer, due });
      standing.asked++;
      peer.connection.send({ kind: 'hash-request', ...question.range });
    }
  }

  *#inOrder(): Iterable<Question> {
    for (const question of this.#urgent) if (this.#waiting.has(question)) yield question;
    yield* this.#waiting;
  }

  /** Whether someone will be asked before it is too late. */
  #canAsk(question: Question): boolean {
    for (const peer of this.#host.peers()) {
      if (!peer.v2 || !mayAsk(peer, question)) continue;
      if (this.#standing(peer).restsUntil <= question.piece!.until) return true;
    }
    return false;
  }

  #giveUp(question: Question): void {
    this.#urgent.delete(question);
    this.#waiting.delete(question);
    const key = keyOf(question.range);
    const asked = this.#asked.get(key);
    if (asked?.question === question) this.#unask(key, asked.peer, question);
    question.giveUp();
  }

  /** It may still answer. */
  #unask(key: string, peer: RemotePeer, question: Question): Standing {
    this.#asked.delete(key);
    const standing = this.#standing(peer);
    standing.asked--;
    standing.late.set(key, question);
    return standing;
  }

  /** What the peer was asked, and answers now. */
  #answered(peer: RemotePeer, range: HashRange): Question | undefined {
    const key = keyOf(range);
    const asked = this.#asked.get(key);
    const standing = this.#standing(peer);
    if (asked?.peer !== peer) {
      const late = standing.late.get(key);
      if (late) {
        standing.late.delete(key);
        return this.#waiting.delete(late) ? late : undefined;
      }
      if (++standing.unasked > UNASKED_LIMIT) {
        throw new ProtocolError('flood', 'too many hashes that nobody asked for');
      }
      return undefined;
    }
    this.#asked.delete(key);
    standing.asked--;
    return asked.question;
  }

  async #judge(question: Question, peer: RemotePeer, hashes: Uint8Array): Promise<void> {
    const right = await question.take(hashes);
    if (this.#stopped) return;
    if (!right) {
      if (!question.piece || this.#urgent.has(question)) this.#waiting.add(question);
      const reason = 'hashes that do not lead to the root of their file';
      this.#host.lied(peer, new ProtocolError('wrong-data', reason));
    }
    this.ask();
  }

  async #takePieces(range: HashRange, hashes: Uint8Array): Promise<boolean> {
    const learned = await this.#host.trees.take(range, hashes);
    if (learned && !this.#stopped) this.#host.learned(learned);
    return learned !== undefined;
  }

  #standing(peer: RemotePeer): Standing {
    let standing = this.#standings.get(peer);
    if (!standing) {
      standing = {
        asked: 0,
        most: FEW_AT_ONCE,
        restsUntil: 0,
        unasked: 0,
        late: new Map(),
      };
      this.#standings.set(peer, standing);
    }
    return standing;
  }
}

function mayAsk(peer: RemotePeer, { piece }: Question): boolean {
  return piece === undefined || peer.has.has(piece.index);
}

function keyOf({ root, baseLayer, index, length, proofLayers }: HashRange): string {
  return `${toHex(root)}/${baseLayer}/${index}/${length}/${proofLayers}`;
}
