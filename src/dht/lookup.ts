import type { Endpoint } from '../bytes/endpoint.ts';
import type { KrpcRequest, KrpcResponse } from '../protocol/krpc/message.ts';
import { NODE_ID_LENGTH, NODE_LENGTH } from '../protocol/krpc/message.ts';
import { BUCKET_SIZE } from './bucket.ts';
import { type Candidate, strike } from './candidate.ts';
import { endpointAt } from './compact-address.ts';
import { compareDistance } from './node-id.ts';
import { Shortlist, type ShortlistOptions } from './shortlist.ts';
import type { StartingPoint } from './starting-points.ts';
import type { PendingQuery, QueryOwner } from './transactions.ts';

/**
 * An iterative lookup (BEP 5):
 *
 *   - of the nodes known the closest not asked yet is asked, four at a time; one that is slow
 *     counts no more among the four, so a fifth is asked, and its answer is welcome still
 *   - it ends when the 8 closest, slow ones aside, have answered
 *   - what a node tells is taken with the care of Shortlist; who sends more nodes than any
 *     honest program does, or an id that it cannot have, is not believed at all
 */
export interface LookupOptions extends ShortlistOptions {
  readonly request: KrpcRequest;
  /** Sends the request; false when that cannot be now. */
  ask(address: Uint8Array, id: Uint8Array | undefined, owner: QueryOwner): boolean;
  /** A believed answer came. True: no more is needed. */
  heard(response: KrpcResponse, from: Endpoint): boolean;
  /** Called once, within `start`, `give up` or an answer. */
  ended(lookup: Lookup): void;
}

/** What a lookup took. */
export interface LookupReport {
  /** How far the deepest node that answered is from those we knew: those are 1. */
  readonly rounds: number;
  readonly asked: number;
  readonly answered: number;
  /** The nodes closest to the target that answered, at most 8. */
  readonly closest: readonly FoundNode[];
}

export interface FoundNode {
  readonly id: Uint8Array;
  readonly endpoint: Endpoint;
}

/** Whether a node of our id is one of the 8 closest to the target, beside these. */
export function isAmong(
  closest: readonly FoundNode[],
  own: Uint8Array,
  target: Uint8Array,
): boolean {
  const last = closest[BUCKET_SIZE - 1];
  return !last || compareDistance(own, 0, last.id, 0, target) < 0;
}

const ALPHA = 4;
/** Queries without an answer, slow ones included. */
const MOST_OPEN = 16;
const MOST_ASKED = 128;
/** Nodes in one answer: 8 are usual, some send 16 or 20. */
const MOST_TOLD = 32;
/** Of them, those looked at. */
const MOST_TAKEN = 16;

export class Lookup implements QueryOwner {
  readonly #options: LookupOptions;
  readonly #shortlist: Shortlist;
  /** Those under way, by the address that was handed over. */
  readonly #open = new Map<Uint8Array, Candidate>();
  /** How many of them are not slow. */
  #quick = 0;
  #rounds = 0;
  #asked = 0;
  #answered = 0;
  #isOver = false;

  constructor(options: LookupOptions) {
    this.#options = options;
    this.#shortlist = new Shortlist(options);
  }

  get report(): LookupReport {
    return {
      rounds: this.#rounds,
      asked: this.#asked,
      answered: this.#answered,
      closest: this.closest.map(({ id, address }) => ({
        id: id!,
        endpoint: endpointAt(address, 0, this.#options.family),
      })),
    };
  }

  /** The nodes closest to the target that answered. */
  get closest(): readonly Candidate[] {
    return this.#shortlist.closest(BUCKET_SIZE);
  }

  /** A node to begin with. */
  add({ id, address, isFirst }: StartingPoint): void {
    this.#shortlist.add(id, address, undefined, isFirst);
  }

  start(): void {
    this.#advance();
  }

  /** Ends it with what there is. */
  giveUp(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.ended(this);
  }

  answered({ address }: PendingQuery, response: KrpcResponse): void {
    const node = this.#close(address);
    if (!node || this.#isOver) return;
    if (!this.#believes(node, response)) {
      if (node.state === 'asked') strike(node);
      node.state = 'refused';
      this.#advance();
      return;
    }
    node.state = 'answered';
    node.token = response.token?.slice();
    if (node.teller) node.teller.vouched++;
    this.#answered++;
    this.#rounds = Math.max(this.#rounds, node.round);
    const { family, heard } = this.#options;
    this.#take(family === 'ipv4' ? response.nodes : response.nodes6, node);
    if (heard(response, endpointAt(address, 0, family))) this.giveUp();
    else this.#advance();
  }

  slow({ address }: PendingQuery): void {
    const node = this.#open.get(address);
    if (!node || this.#isOver) return;
    node.state = 'slow';
    this.#quick--;
    strike(node);
    this.#advance();
  }

  failed({ address }: PendingQuery): void {
    const node = this.#close(address);
    if (!node || this.#isOver) return;
    node.state = 'failed';
    this.#advance();
  }

  #close(address: Uint8Array): Candidate | undefined {
    const node = this.#open.get(address);
    this.#open.delete(address);
    if (node?.state === 'asked') this.#quick--;
    return node;
  }

  #believes(node: Candidate, { id, nodes, nodes6 }: KrpcResponse): boolean {
    const most = MOST_TOLD * NODE_LENGTH.ipv4;
    const most6 = MOST_TOLD * NODE_LENGTH.ipv6;
    if ((nodes?.length ?? 0) > most || (nodes6?.length ?? 0) > most6) return false;
    return this.#shortlist.identify(node, id);
  }

  #take(nodes: Uint8Array | undefined, teller: Candidate): void {
    if (!nodes) return;
    const length = NODE_LENGTH[this.#options.family];
    const end = Math.min(nodes.length, MOST_TAKEN * length);
    for (let at = 0; at + length <= end; at += length) {
      const id = nodes.subarray(at, at + NODE_ID_LENGTH);
      this.#shortlist.add(id, nodes.subarray(at + NODE_ID_LENGTH, at + length), teller);
    }
  }

  #advance(): void {
    while (this.#quick < ALPHA && this.#open.size < MOST_OPEN) {
      const node = this.#asked < MOST_ASKED && this.#shortlist.next(BUCKET_SIZE);
      if (!node) break;
      if (!this.#options.ask(node.address, node.id, this)) {
        // It waits for those under way; without any it has failed.
        if (this.#open.size > 0) return;
        node.state = 'failed';
        continue;
      }
      node.state = 'asked';
      this.#open.set(node.address, node);
      this.#asked++;
      this.#quick++;
    }
    if (this.#isOver || this.#shortlist.isWaiting(BUCKET_SIZE)) return;
    // Slow ones are waited for only where there is nobody else, or no room to ask another.
    const isHopeful = this.#answered === 0 || this.#open.size === MOST_OPEN;
    if (!isHopeful || this.#open.size === 0) this.giveUp();
  }
}
