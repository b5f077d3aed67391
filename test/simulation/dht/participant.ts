import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { type Endpoint, formatEndpoint } from '../../../src/bytes/endpoint.ts';
import { parseIp } from '../../../src/bytes/ip-address.ts';
import { DhtNode } from '../../../src/dht/dht-node.ts';
import { idForAddress } from '../../../src/dht/node-id.ts';
import type { Random } from '../../../src/ports/random.ts';
import type { Internet, Machine } from './internet.ts';

/** Of the nodes that start, one in so many has no id of its address's own yet (BEP 42). */
const NEW = 4;

/** What one lookup of peers came to. */
export interface LookupOutcome {
  /** Whether whoever announced was among the peers. */
  readonly found: boolean;
  /** Milliseconds until it was, and until the lookup was over. */
  readonly foundAfter: number;
  readonly overAfter: number;
  readonly rounds: number;
  readonly asked: number;
}

/** A machine with a node of the DHT on it, the engine's own, as a session runs it. */
export class Participant {
  readonly machine: Machine;
  readonly node: DhtNode;
  readonly #internet: Internet;

  constructor(internet: Internet, random: Random, routers: readonly Endpoint[]) {
    this.#internet = internet;
    const machine = internet.machine();
    this.machine = machine;
    const own = new MemoryRandom(random.integer(2 ** 32));
    const isNew = own.integer(NEW) === 0;
    this.node = new DhtNode({
      clock: internet.clock,
      random: own,
      family: 'ipv4',
      id: isNew ? undefined : idForAddress(parseIp(machine.endpoint.host)!, own),
      send: (bytes, to) => internet.send(machine, bytes, to),
    });
    machine.receive = (bytes, from) => this.node.receive(bytes, from);
    for (const router of routers) this.node.addRouter(router);
    this.node.start();
  }

  get isAlive(): boolean {
    return this.machine.receive !== undefined;
  }

  /** Pulls the plug: it says goodbye to nobody. */
  die(): void {
    this.machine.receive = undefined;
    this.node.stop();
  }

  /** Says to the DHT that it takes connections for that torrent, at the port of its node. */
  announce(hash: Uint8Array): Promise<{ readonly taken: number }> {
    const announce = { port: this.machine.endpoint.port, impliedPort: true, seed: false };
    return this.node.peers(hash, { announce, found: () => {} });
  }

  /** Looks for peers of that torrent; there is one, at least, whom it wants to find. */
  async find(hash: Uint8Array, wanted: Participant): Promise<LookupOutcome> {
    const { clock } = this.#internet;
    const start = clock.now();
    const peer = formatEndpoint(wanted.machine.endpoint);
    let foundAt = Number.POSITIVE_INFINITY;
    const { rounds, asked } = await this.node.peers(hash, {
      found: (peers) => {
        if (foundAt < clock.now()) return;
        if (peers.some((one) => formatEndpoint(one) === peer)) foundAt = clock.now();
      },
    });
    return {
      found: foundAt < Number.POSITIVE_INFINITY,
      foundAfter: foundAt - start,
      overAfter: clock.now() - start,
      rounds,
      asked,
    };
  }
}
