import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { MessageServer } from '../../../background/host/message-server.ts';
import { SystemClock } from '../../../background/host/system-clock.ts';
import type { Message } from '../../../src/api/contract.ts';
import type { LoadedSession } from './load.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;

/** What passed from the engine to windows. */
export interface Traffic {
  readonly messages: number;
  readonly bytes: number;
  /** Rows told of, and those of them that no window watched. */
  readonly rows: number;
  readonly unwatched: number;
}

type Files = ReadonlyMap<string, { readonly type: string; readonly body: Uint8Array }>;

interface Line {
  readonly server: MessageServer;
  watched: ReadonlySet<string>;
  /** Where what it is told goes; until it is there, it waits. */
  out: ServerResponse | undefined;
  waiting: string;
}

/** Serves the window as it is built, and the session to it, over HTTP on loopback. */
export class WindowSite {
  readonly #session: LoadedSession;
  readonly #files: Files;
  readonly #lines = new Map<string, Line>();
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response);
  });
  #traffic: Traffic = { messages: 0, bytes: 0, rows: 0, unwatched: 0 };

  static async open(session: LoadedSession): Promise<WindowSite> {
    const site = new WindowSite(session, await buildWindow());
    await new Promise<void>((done) => site.#server.listen(0, '127.0.0.1', done));
    return site;
  }

  private constructor(session: LoadedSession, files: Files) {
    this.#session = session;
    this.#files = files;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/window.html`;
  }

  /** So far. */
  get traffic(): Traffic {
    return this.#traffic;
  }

  close(): void {
    for (const { server } of this.#lines.values()) server.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const line = searchParams.get('line') ?? '';
    if (pathname === '/events') return this.#serve(line, response);
    if (pathname === '/send') return this.#receive(line, request, response);
    const file = this.#files.get(pathname);
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' });
    response.end(file?.body);
  }

  #serve(name: string, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const line = this.#line(name);
    response.write(`: open\n\n${line.waiting}`);
    line.out = response;
    response.on('close', () => {
      line.server.close();
      this.#lines.delete(name);
    });
  }

  /** Its first request may come before it is listened to. */
  #line(name: string): Line {
    const known = this.#lines.get(name);
    if (known) return known;
    const send = (message: Message) => {
      const data = `data: ${JSON.stringify(message)}\n\n`;
      this.#count(message, data.length, line.watched);
      if (line.out) line.out.write(data);
      else line.waiting += data;
    };
    const server = new MessageServer(this.#session, new SystemClock(), { send });
    const line: Line = { server, watched: new Set(), out: undefined, waiting: '' };
    this.#lines.set(name, line);
    return line;
  }

  async #receive(
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const message = JSON.parse(Buffer.concat(chunks).toString()) as {
      readonly command: { readonly kind: string; readonly ids?: readonly string[] };
    };
    response.writeHead(204).end();
    const line = this.#line(name);
    const { kind, ids } = message.command;
    if (kind === 'watch') line.watched = new Set(ids);
    await line.server.receive(message);
  }

  #count(message: Message, length: number, watched: ReadonlySet<string>): void {
    const isUpdate = message.kind === 'event' && message.event.kind === 'update';
    const told = isUpdate ? message.event.changed : [];
    const { messages, bytes, rows, unwatched } = this.#traffic;
    this.#traffic = {
      messages: messages + 1,
      bytes: bytes + length,
      rows: rows + told.length,
      unwatched: unwatched + told.filter(({ id }) => !watched.has(id)).length,
    };
  }
}

async function buildWindow() {
  const { outputFiles } = await build({
    entryPoints: {
      window: `${ROOT}test/bench/window/page.ts`,
      'window-style': `${ROOT}ui/styles/window.css`,
    },
    bundle: true,
    write: false,
    outdir: '/',
    format: 'iife',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const files = new Map<string, { type: string; body: Uint8Array }>();
  const html = await readFile(`${ROOT}ui/window.html`);
  files.set('/window.html', { type: 'text/html; charset=utf-8', body: html });
  for (const { path, contents } of outputFiles) {
    const isStyle = path.endsWith('.css');
    if (!isStyle || path.includes('style')) {
      files.set(isStyle ? '/window.css' : '/window.js', {
        type: isStyle ? 'text/css' : 'text/javascript',
        body: contents,
      });
    }
  }
  return files;
}
