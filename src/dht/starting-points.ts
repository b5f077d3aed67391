import type { Random } from '../ports/random.ts';

/** A node that is known from elsewhere; of many only the address. */
export interface StartingPoint {
  readonly id: Uint8Array | undefined;
  /** 6 or 18 bytes. */
  readonly address: Uint8Array;
  /** To be asked before those that are closer; as those are of which only the address is known. */
  readonly isFirst?: boolean;
}

interface Router extends StartingPoint {
  /** Whether it is a node like others, too. */
  isNode: boolean;
}

/** Nodes kept of those that torrents and peers name. */
const MOST_NAMED = 64;
const MOST_ROUTERS = 32;
/** Taken of each kind for one attempt. */
const A_TIME = 16;

/**
 * Where to begin while the routing table is empty: the nodes that were saved, then those that
 * torrents and peers name, and the routers, so that these are not burdened by all who start.
 */
export class StartingPoints {
  readonly #random: Random;
  #saved: StartingPoint[] = [];
  readonly #named: StartingPoint[] = [];
  readonly #routers: Router[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  get isEmpty(): boolean {
    return this.#saved.length + this.#named.length + this.#routers.length === 0;
  }

  save(points: readonly StartingPoint[]): void {
    this.#saved = shuffled(points, this.#random);
  }

  /** The newest are kept. */
  name(address: Uint8Array): void {
    this.#named.push({ id: undefined, address });
    if (this.#named.length > MOST_NAMED) this.#named.shift();
  }

  addRouter(address: Uint8Array): void {
    if (this.#router(address) || this.#routers.length >= MOST_ROUTERS) return;
    this.#routers.push({ id: undefined, address, isNode: false });
  }

  /** A router that asks us something is a node like others, and not there for starting only. */
  countAsNode(address: Uint8Array): void {
    const router = this.#router(address);
    if (router) router.isNode = true;
  }

  /** A mere router serves all who start, and has no place in a routing table. */
  isMereRouter(address: Uint8Array): boolean {
    return this.#router(address)?.isNode === false;
  }

  /** Those of an attempt; `attempt`: 0 for the first. */
  take(attempt: number): StartingPoint[] {
    const saved = this.#saved.splice(0, A_TIME);
    // Asked last, they come back last.
    this.#saved.push(...saved);
    const named = shuffled(this.#named, this.#random).slice(0, A_TIME);
    if (attempt === 0 && saved.length >= A_TIME / 2) return saved;
    return [
      ...saved,
      ...named,
      ...shuffled(this.#routers, this.#random).slice(0, A_TIME),
    ];
  }

  #router(address: Uint8Array): Router | undefined {
    return this.#routers.find((router) => isSame(router.address, address));
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = random.integer(at + 1);
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}
