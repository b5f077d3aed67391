import { type Encodable, encode } from '../../../src/bencode/encode.ts';
import { concat } from '../../../src/bytes/concat.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { fromHex, toHex } from '../../../src/bytes/hex.ts';
import { decodeLatin1, encodeLatin1 } from '../../../src/bytes/text.ts';
import type { World } from './world.ts';

export interface Announce {
  /** Of the swarm, 20 bytes as hex. */
  readonly name: string;
  readonly event: string | undefined;
  readonly port: number;
  readonly key: string | null;
  readonly left: number;
  readonly downloaded: number;
  readonly from: string;
}

type Answer = (announce: Announce) => Uint8Array | string | undefined;

/** An HTTP tracker in a World; it answers what the test has it answer. */
export class MemoryTracker {
  readonly url: string;
  readonly announces: Announce[] = [];
  /** The names, as hex, that each scrape asked for. */
  readonly scrapes: string[][] = [];
  /** The bencoded body; undefined, or its answer, where it keeps silent. */
  answer: Answer | undefined = ({ name }) =>
    encode({ interval: 1800, peers: this.#compact(name) });
  /** By name, then "host:port". */
  readonly #swarms = new Map<string, Map<string, Endpoint>>();

  static async start(world: World, host: string, port = 80): Promise<MemoryTracker> {
    const tracker = new MemoryTracker(`http://${host}:${port}/announce`);
    await world.network.host(host).tcp.listen({ host, port }, (connection) => {
      let head = '';
      connection.start({
        data: (chunk) => {
          head += new TextDecoder('latin1').decode(chunk);
          if (!head.includes('\r\n\r\n')) return;
          const reply = tracker.#reply(head, connection.remote.host);
          if (reply) connection.write(reply);
        },
        drained: () => {},
        closed: () => {},
      });
    });
    return tracker;
  }

  private constructor(url: string) {
    this.url = url;
  }

  events(): (string | undefined)[] {
    return this.announces.map(({ event }) => event);
  }

  #reply(head: string, from: string): Uint8Array | undefined {
    if (head.startsWith('GET /scrape')) return this.#scraped(namesIn(head));
    const query = new URLSearchParams(/\?(\S*)/.exec(head)?.[1] ?? '');
    const number = (name: string) => Number(query.get(name));
    const announce = {
      name: namesIn(head)[0] ?? '',
      event: query.get('event') ?? undefined,
      port: number('port'),
      key: query.get('key'),
      left: number('left'),
      downloaded: number('downloaded'),
      from,
    };
    this.announces.push(announce);
    const key = `${from}:${announce.port}`;
    const swarm = this.#swarms.get(announce.name) ?? new Map<string, Endpoint>();
    this.#swarms.set(announce.name, swarm);
    if (announce.event === 'stopped') swarm.delete(key);
    else swarm.set(key, { host: from, port: announce.port });
    const body = this.answer?.(announce);
    if (body === undefined) return undefined;
    return answerOf(typeof body === 'string' ? new TextEncoder().encode(body) : body);
  }

  /** Of each swarm it knows one seed, 2 others and 3 downloads. */
  #scraped(names: string[]): Uint8Array {
    this.scrapes.push(names);
    const counts = { complete: 1, incomplete: 2, downloaded: 3 };
    const known = names.filter((name) => this.#swarms.has(name));
    const files = known.map((name) => [decodeLatin1(fromHex(name)!), counts] as const);
    return answerOf(encode({ files: Object.fromEntries(files) }));
  }

  #compact(name: string): Encodable {
    return concat(
      [...(this.#swarms.get(name)?.values() ?? [])].map(({ host, port }) =>
        Uint8Array.from([...host.split('.').map(Number), port >> 8, port & 255]),
      ),
    );
  }
}

function answerOf(body: Uint8Array): Uint8Array {
  const start = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`;
  return concat([new TextEncoder().encode(start), body]);
}

/** URLSearchParams would read bytes as UTF-8. */
function namesIn(head: string): string[] {
  return [...head.matchAll(/[?&]info_hash=([^&\s]*)/g)].map(([, escaped]) => {
    const bytes = escaped!.replace(/%(..)/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
    return toHex(encodeLatin1(bytes));
  });
}
