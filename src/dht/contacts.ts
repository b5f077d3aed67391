import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { NODE_ID_LENGTH, NODE_LENGTH } from '../protocol/krpc/message.ts';
import { endpointAt } from './compact-address.ts';

/** Rows at first; it doubles. */
const FIRST_ROWS = 16;
/** Where a node's address begins, in a row of no use: no node has such a one. */
const NOBODY = 0xffffffff;

/**
 * The nodes that a routing table knows, a row each. They lie in a few typed arrays, not in
 * objects: a hundred bytes a node less, and what goes out to others is copied as it is.
 */
export class Contacts {
  readonly family: AddressFamily;
  /** Bytes of a record: id, address, port, as in "nodes" or "nodes6". */
  readonly length: number;
  records: Uint8Array;
  /** When a message came from it last, ms. */
  heard: Float64Array;
  /** When it was last asked something, ms; -Infinity when never. */
  asked: Float64Array;
  /** Milliseconds that it took to answer, smoothed; 0 while unknown. */
  rtt: Uint16Array;
  /** Queries in a row that it did not answer. */
  failures: Uint8Array;
  /** Whether it ever answered: 0 or 1. */
  answered: Uint8Array;
  /** Whether its id is one its address may have (BEP 42): 0 or 1. */
  verified: Uint8Array;
  /** The first four bytes of its id, and of its address: most are told apart by them. */
  #idHeads: Uint32Array;
  #hostHeads: Uint32Array;
  readonly #free: number[] = [];
  #used = 0;

  constructor(family: AddressFamily) {
    this.family = family;
    this.length = NODE_LENGTH[family];
    this.records = new Uint8Array(FIRST_ROWS * this.length);
    this.heard = new Float64Array(FIRST_ROWS);
    this.asked = new Float64Array(FIRST_ROWS);
    this.rtt = new Uint16Array(FIRST_ROWS);
    this.failures = new Uint8Array(FIRST_ROWS);
    this.answered = new Uint8Array(FIRST_ROWS);
    this.verified = new Uint8Array(FIRST_ROWS);
    this.#idHeads = new Uint32Array(FIRST_ROWS);
    this.#hostHeads = new Uint32Array(FIRST_ROWS);
  }

  /** `address`: 6 or 18 bytes. Its row. */
  add(id: Uint8Array, address: Uint8Array, now: number): number {
    const row = this.#free.pop() ?? this.#next();
    const at = row * this.length;
    this.records.set(id, at);
    this.records.set(address, at + NODE_ID_LENGTH);
    this.heard[row] = now;
    this.asked[row] = Number.NEGATIVE_INFINITY;
    this.rtt[row] = 0;
    this.failures[row] = 0;
    this.answered[row] = 0;
    this.verified[row] = 0;
    this.#idHeads[row] = headOf(id);
    this.#hostHeads[row] = headOf(address);
    return row;
  }

  remove(row: number): void {
    this.#free.push(row);
    this.#hostHeads[row] = NOBODY;
  }

  /** Where in `records` its id begins. */
  idAt(row: number): number {
    return row * this.length;
  }

  id(row: number): Uint8Array {
    const at = row * this.length;
    return this.records.subarray(at, at + NODE_ID_LENGTH);
  }

  /** A view: 6 or 18 bytes. */
  address(row: number): Uint8Array {
    const at = row * this.length;
    return this.records.subarray(at + NODE_ID_LENGTH, at + this.length);
  }

  endpoint(row: number): Endpoint {
    return endpointAt(this.records, row * this.length + NODE_ID_LENGTH, this.family);
  }

  hasId(row: number, id: Uint8Array): boolean {
    return this.#holds(row * this.length, id, NODE_ID_LENGTH);
  }

  /** That of the rows which has this id. */
  find(rows: readonly number[], id: Uint8Array): number | undefined {
    const head = headOf(id);
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index]!;
      if (this.#idHeads[row] === head && this.hasId(row, id)) return row;
    }
    return undefined;
  }

  /** Those at addresses that begin with the same `length` bytes, 3 at least. */
  near(address: Uint8Array, length: number): number[] {
    const found: number[] = [];
    const heads = this.#hostHeads;
    const head = headOf(address) >>> 8;
    for (let row = 0; row < this.#used; row++) {
      if (heads[row]! >>> 8 === head && this.hasAddress(row, address, length)) {
        found.push(row);
      }
    }
    return found;
  }

  /** Whether it is at this address, or at one that begins as it does. */
  hasAddress(row: number, address: Uint8Array, length = address.length): boolean {
    return this.#holds(row * this.length + NODE_ID_LENGTH, address, length);
  }

  #holds(at: number, bytes: Uint8Array, length: number): boolean {
    for (let index = 0; index < length; index++) {
      if (this.records[at + index] !== bytes[index]) return false;
    }
    return true;
  }

  #next(): number {
    if (this.#used === this.heard.length) this.#grow(2 * this.#used);
    return this.#used++;
  }

  #grow(rows: number): void {
    const records = new Uint8Array(rows * this.length);
    records.set(this.records);
    this.records = records;
    const heard = new Float64Array(rows);
    heard.set(this.heard);
    this.heard = heard;
    const asked = new Float64Array(rows);
    asked.set(this.asked);
    this.asked = asked;
    const rtt = new Uint16Array(rows);
    rtt.set(this.rtt);
    this.rtt = rtt;
    this.failures = longer(this.failures, rows);
    this.answered = longer(this.answered, rows);
    this.verified = longer(this.verified, rows);
    const idHeads = new Uint32Array(rows);
    idHeads.set(this.#idHeads);
    this.#idHeads = idHeads;
    const hostHeads = new Uint32Array(rows);
    hostHeads.set(this.#hostHeads);
    this.#hostHeads = hostHeads;
  }
}

function headOf(bytes: Uint8Array): number {
  return ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0;
}

function longer(bytes: Uint8Array, length: number): Uint8Array {
  const copy = new Uint8Array(length);
  copy.set(bytes);
  return copy;
}
