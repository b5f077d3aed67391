import { concat } from '../../../src/bytes/concat.ts';
import type { TcpConnection } from '../../../src/ports/tcp.ts';
import type { MemoryTorrent } from './memory-torrent.ts';
import type { World } from './world.ts';

export interface WebRequest {
  readonly path: string;
  /** First and last byte asked for. */
  readonly first: number;
  readonly last: number;
}

export interface WebAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** undefined: it keeps silent. */
type Answer = (request: WebRequest) => WebAnswer | undefined;

/** An HTTP server in a World that has a torrent's files, and keeps its connections. */
export class MemoryWebServer {
  /** Of a folder; the address that a torrent names. */
  readonly url: string;
  readonly requests: WebRequest[] = [];
  connections = 0;
  /** By default what was asked for. */
  answer: Answer = (request) => this.range(request);
  readonly #files = new Map<string, Uint8Array>();

  static async start(
    world: World,
    host: string,
    torrent: MemoryTorrent,
  ): Promise<MemoryWebServer> {
    const server = new MemoryWebServer(`http://${host}/`, torrent);
    await world.network.host(host).tcp.listen({ host, port: 80 }, (connection) => {
      server.connections++;
      server.#serve(connection);
    });
    return server;
  }

  private constructor(url: string, torrent: MemoryTorrent) {
    this.url = url;
    for (const { path, bytes, pad } of torrent.files) {
      const address = `/${path.map(encodeURIComponent).join('/')}`;
      if (!pad) this.#files.set(address, bytes);
    }
  }

  /** The right bytes, or other ones. */
  range({ path, first, last }: WebRequest, wrong = false): WebAnswer {
    const file = this.#files.get(path);
    if (!file) return { status: 404 };
    const body = file.slice(first, last + 1);
    if (wrong) body[0]! ^= 0xff;
    const range = `bytes ${first}-${last}/${file.length}`;
    return { status: 206, headers: { 'Content-Range': range }, body };
  }

  /** Whatever was asked for. */
  whole({ path }: WebRequest): WebAnswer {
    return { status: 200, body: this.#files.get(path)! };
  }

  #serve(connection: TcpConnection): void {
    let head = '';
    connection.start({
      data: (chunk) => {
        head += new TextDecoder('latin1').decode(chunk);
        const end = head.indexOf('\r\n\r\n');
        if (end === -1) return;
        const reply = this.#reply(head.slice(0, end));
        head = head.slice(end + 4);
        if (reply) connection.write(reply);
      },
      drained: () => {},
      closed: () => {
        this.connections--;
      },
    });
  }

  #reply(head: string): Uint8Array | undefined {
    const path = /^GET (\S+) HTTP/.exec(head)![1]!;
    const [, first, last] = /^Range: bytes=(\d+)-(\d+)$/m.exec(head)!;
    const request = { path, first: Number(first), last: Number(last) };
    this.requests.push(request);
    const answer = this.answer(request);
    if (!answer) return undefined;
    const { status, headers = {}, body = new Uint8Array(0) } = answer;
    const lines = Object.entries({ ...headers, 'Content-Length': `${body.length}` });
    const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const start = `HTTP/1.1 ${status} Whatever\r\n${text}\r\n`;
    return concat([new TextEncoder().encode(start), body]);
  }
}
