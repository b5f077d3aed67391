import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { nodePorts } from '../../background/platform/node/ports.ts';
import type { UdpPort } from '../../src/ports/udp.ts';
import { Session } from '../../src/session/session.ts';

const READY_MS = 30_000;
const LOOK_MS = 50;
/** A bucket of the routing table. */
const KNOWN_ENOUGH = 8;
/** Nobody is there; a local one makes the DHT a private one. */
const NOBODY = '127.0.0.1:1';

/** A DHT of Rill's nodes alone, each a session at an address of its own on loopback. */
export class RillDht {
  readonly #dir: string;
  readonly #sessions: readonly Session[];
  /** "host:port" of each. */
  readonly nodes: readonly string[];

  /** Once most know others: the first ones, who found nobody yet, look again in 5 seconds. */
  static async start(count: number): Promise<RillDht> {
    const dir = await mkdtemp(join(tmpdir(), 'rill-dht-'));
    const sessions: Session[] = [];
    const nodes: string[] = [];
    for (let index = 0; index < count; index++) {
      const host = `127.0.1.${index + 1}`;
      const known = nodes.length > 0 ? nodes.slice(-KNOWN_ENOUGH) : [NOBODY];
      const session = await startAt(host, known, join(dir, host));
      sessions.push(session);
      nodes.push(`${host}:${session.status().listenPort}`);
    }
    const dht = new RillDht(dir, sessions, nodes);
    try {
      await dht.#isReady();
      return dht;
    } catch (error) {
      await dht.stop();
      throw error;
    }
  }

  private constructor(
    dir: string,
    sessions: readonly Session[],
    nodes: readonly string[],
  ) {
    this.#dir = dir;
    this.#sessions = sessions;
    this.nodes = nodes;
  }

  /** How many nodes each of them knows. */
  get tableSizes(): readonly number[] {
    return this.#sessions.map((session) => session.status().dht.nodes);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.stop()));
    await rm(this.#dir, { recursive: true, force: true });
  }

  async #isReady(): Promise<void> {
    const until = Date.now() + READY_MS;
    const enough = Math.min(KNOWN_ENOUGH, this.#sessions.length - 1);
    const know = () => this.tableSizes.filter((size) => size >= enough).length;
    while (know() <= this.#sessions.length / 2) {
      if (Date.now() > until) throw new Error(`they know only ${this.tableSizes}`);
      await setTimeout(LOOK_MS);
    }
  }
}

function startAt(host: string, dhtRouters: string[], dir: string): Promise<Session> {
  const ports = nodePorts({ storeDir: dir, folder: dir, log: { write: () => {} } });
  return Session.start(
    { ...ports, udp: boundTo(host, ports.udp) },
    {
      host: 'test',
      memoryBudget: 1 << 20,
      settings: { listenPort: 0, lsd: false, dhtRouters },
      transport: () => 'node',
      settingsChanged: () => {},
    },
  );
}

/** Sockets of one address in place of all. */
function boundTo(host: string, udp: UdpPort): UdpPort {
  return {
    bind: (local, receive) =>
      udp.bind(local.host === '0.0.0.0' ? { ...local, host } : local, receive),
  };
}
