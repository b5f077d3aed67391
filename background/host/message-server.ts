import type { Event, Message } from '../../src/api/contract.ts';
import type { TorrentRow } from '../../src/api/snapshot.ts';
import { parseCommand, parseRequest } from '../../src/api/validate.ts';
import type { Clock, Timer } from '../../src/ports/clock.ts';
import type { Session } from '../../src/session/session.ts';
import { reportError } from '../../src/session/torrent-row.ts';

/** One window, popup or script at the other end of a message channel. */
export interface ClientChannel {
  send(message: Message): void;
}

/** Milliseconds between two updates of one client. */
const UPDATE_EVERY = 400;

/**
 * Serves the contract (src/api) to one client: commands in, replies and events out. Feed it
 * what arrives; call close() when the channel is gone.
 */
export class MessageServer {
  readonly #session: Session;
  readonly #clock: Clock;
  readonly #channel: ClientChannel;
  /** The rows as the client has them, as JSON. */
  readonly #sent = new Map<string, string>();
  #sentStatus = '';
  #stopAlerts: (() => void) | undefined;
  #timer: Timer | undefined;
  #closed = false;

  constructor(session: Session, clock: Clock, channel: ClientChannel) {
    this.#session = session;
    this.#clock = clock;
    this.#channel = channel;
  }

  /** One message from the client; what is no request is ignored. */
  async receive(message: unknown): Promise<void> {
    const request = parseRequest(message);
    if (!request) return;
    try {
      const result = (await this.#execute(request.command)) ?? null;
      this.#send({ kind: 'reply', id: request.id, result });
    } catch (error) {
      this.#send({ kind: 'failure', id: request.id, error: reportError(error) });
    }
    // What was commanded is seen at once, not at the next beat.
    if (this.#timer) this.#update();
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#stopAlerts?.();
  }

  async #execute(received: unknown): Promise<unknown> {
    const command = parseCommand(received);
    if (command.kind !== 'subscribe') return this.#session.execute(command);
    if (this.#closed) return undefined;
    // Whoever subscribes again has lost what it knew: it gets everything once more.
    this.#sent.clear();
    this.#sentStatus = '';
    this.#timer?.cancel();
    this.#stopAlerts?.();
    this.#stopAlerts = this.#session.onAlert((alert) =>
      this.#event({ kind: 'alert', alert }),
    );
    this.#beat();
    return undefined;
  }

  #beat(): void {
    this.#timer = this.#clock.timer(UPDATE_EVERY, () => this.#beat());
    this.#update();
  }

  #update(): void {
    const changed: TorrentRow[] = [];
    const removed = new Set(this.#sent.keys());
    for (const row of this.#session.rows()) {
      removed.delete(row.id);
      const text = JSON.stringify(row);
      if (this.#sent.get(row.id) === text) continue;
      this.#sent.set(row.id, text);
      changed.push(row);
    }
    for (const id of removed) this.#sent.delete(id);
    const status = this.#session.status();
    const statusText = JSON.stringify(status);
    if (changed.length === 0 && removed.size === 0 && statusText === this.#sentStatus)
      return;
    this.#sentStatus = statusText;
    this.#event({ kind: 'update', status, changed, removed: [...removed] });
  }

  #event(event: Event): void {
    this.#send({ kind: 'event', event });
  }

  #send(message: Message): void {
    if (!this.#closed) this.#channel.send(message);
  }
}
