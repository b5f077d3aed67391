import type { Traffic } from '../../../../src/api/companion.ts';
import type { Message } from '../../../../src/api/contract.ts';
import type { LinkPort } from '../../../host/link/contract.ts';
import { Link } from '../../../host/link/link.ts';
import type { Notice } from '../../../host/notice.ts';
import { ignoreAnswer } from './answer.ts';
import { serveFolders } from './folders.ts';
import type { PageLink } from './page-link.ts';
import { relayPort } from './relay-port.ts';
import { serveTcp } from './tcp.ts';
import { serveTcpServer } from './tcp-server.ts';
import { serveUdp } from './udp.ts';

const SCRIPT = 'engine.js';

export interface EngineSink {
  /** So many torrents need the engine awake. `sleepless`: the device, too. */
  active(torrents: number, sleepless: boolean): void;
  notice(notice: Notice): void;
  traffic(traffic: Traffic): void;
}

interface Running {
  readonly worker: Worker;
  readonly link: PageLink;
  readonly ended: AbortController;
}

/** The Worker that the engine runs in, started when somebody first needs it. */
export class EngineWorker {
  readonly #sink: EngineSink;
  #running: Running | undefined;

  constructor(sink: EngineSink) {
    this.#sink = sink;
  }

  /** Starts it unless it runs. */
  start(): PageLink {
    if (this.#running) return this.#running.link;
    const worker = new Worker(SCRIPT);
    const link: PageLink = new Link(worker as LinkPort);
    const ended = new AbortController();
    this.#running = { worker, link, ended };
    serveTcp(link, ended.signal);
    serveTcpServer(link, ended.signal);
    serveUdp(link, ended.signal);
    serveFolders(link);
    link.on('engine.active', ({ torrents, sleepless }) =>
      this.#sink.active(torrents, sleepless),
    );
    link.on('engine.notice', (notice) => this.#sink.notice(notice));
    link.on('engine.traffic', (traffic) => this.#sink.traffic(traffic));
    link.on('engine.failed', ({ message }) => this.#end(worker, message));
    worker.onerror = ({ message }) => this.#end(worker, message);
    return link;
  }

  /** Joins a window to it. When it ends so does the port, and the window connects again. */
  connect(port: chrome.runtime.Port): void {
    const link = this.start();
    const ended = this.#running?.ended.signal;
    const endRelay = relayPort(port, link);
    const end = () => endRelay(lastWords(ended?.reason));
    ended?.addEventListener('abort', end);
    port.onDisconnect.addListener(() => ended?.removeEventListener('abort', end));
  }

  /** What is not on record yet is written, if the engine runs. */
  async save(): Promise<void> {
    await this.#running?.link.call('engine.save', undefined);
  }

  /**
   * What was active stays so: the alarm that was set for it starts the engine again, window
   * or not.
   */
  #end(worker: Worker, message: string): void {
    worker.terminate();
    if (this.#running?.worker !== worker) return;
    const { ended } = this.#running;
    this.#running = undefined;
    ended.abort(message);
    closeAllSockets();
  }
}

function lastWords(message: string): Message {
  const error = { fault: 'internal', code: 'internal', message } as const;
  return { kind: 'event', event: { kind: 'engine-failed', error } };
}

/** What a Worker that is gone left open, nobody can use any more. */
function closeAllSockets(): void {
  for (const kind of [chrome.sockets.tcp, chrome.sockets.tcpServer, chrome.sockets.udp]) {
    kind.getSockets((sockets) => {
      for (const { socketId } of sockets) kind.close(socketId, ignoreAnswer);
    });
  }
}
