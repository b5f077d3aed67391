import { open } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Certificate } from './certificate.ts';
import type { Stoppable } from './scene.ts';

export type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Any HTTP server on loopback. */
export class WebServer implements Stoppable {
  /** What was asked for, and when (performance.now), in that order. */
  readonly requests: { readonly path: string; readonly time: number }[] = [];
  readonly #server: Server;
  readonly #scheme: 'http' | 'https';

  /** `certificate`: it speaks https. */
  static async start(handle: Handle, certificate?: Certificate): Promise<WebServer> {
    const server = new WebServer(handle, certificate);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  private constructor(handle: Handle, certificate: Certificate | undefined) {
    const answer: Handle = (request, response) => {
      this.requests.push({ path: request.url!, time: performance.now() });
      void handle(request, response);
    };
    this.#scheme = certificate ? 'https' : 'http';
    this.#server = certificate
      ? createSecureServer(certificate, answer)
      : createServer(answer);
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.#scheme}://127.0.0.1:${port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Files below `dir` by range, as plain servers give them; `wrong` changes what it sends. */
export function serveFiles(dir: string, wrong = false): Handle {
  return async (request, response) => {
    const { pathname } = new URL(request.url!, 'http://a');
    const file = await open(join(dir, decodeURIComponent(pathname))).catch(() => {});
    if (!file) return response.writeHead(404).end();
    const { size } = await file.stat();
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const first = Number(from ?? 0);
    const last = Number(to ?? size - 1);
    const bytes = Buffer.alloc(last - first + 1);
    await file.read(bytes, 0, bytes.length, first);
    await file.close();
    if (wrong) bytes[0]! ^= 0xff;
    if (from === undefined) return response.writeHead(200).end(bytes);
    response.writeHead(206, { 'Content-Range': `bytes ${first}-${last}/${size}` });
    return response.end(bytes);
  };
}

/** A server that knows no ranges. */
export function serveWhole(dir: string): Handle {
  const serve = serveFiles(dir);
  return (request, response) => {
    delete request.headers.range;
    return serve(request, response);
  };
}

/** Answers the first `times` requests with "busy, come again in so many seconds". */
export function busyAtFirst(times: number, seconds: number, serve: Handle): Handle {
  let left = times;
  return (request, response) => {
    if (left-- <= 0) return serve(request, response);
    return response.writeHead(503, { 'Retry-After': `${seconds}` }).end('busy');
  };
}

/** Answers so many milliseconds after it was asked. */
export function farAway(ms: number, serve: Handle): Handle {
  return (request, response) => setTimeout(() => void serve(request, response), ms);
}
