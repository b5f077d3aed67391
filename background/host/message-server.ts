import {
  CONTRACT_VERSION,
  type Command,
  type Event,
  type Message,
} from '../../src/api/contract.ts';
import { parseCommand, parseRequest } from '../../src/api/validate.ts';
import { InputError } from '../../src/errors/input-error.ts';
import type { Clock, Timer } from '../../src/ports/clock.ts';
import type { SessionCommand } from '../../src/session/commands.ts';
import type { Session } from '../../src/session/session.ts';
import { reportError } from '../../src/session/torrent-row.ts';
import { type Interest, RowChanges } from './row-changes.ts';

/** One window, popup or script at the other end of a message channel. */
export interface ClientChannel {
  send(message: Message): void;
}

/** What of a session a client is served with. */
export interface ServedSession extends Pick<Session, 'rows' | 'status' | 'onAlert'> {
  execute(command: SessionCommand): Promise<unknown>;
}

/** Milliseconds between two updates of one client. */
const UPDATE_EVERY = 400;
/** Of a client that nobody looks at; and between two tellings of figures off its screen. */
const SELDOM = 2000;

type Watch = Extract<Command, { kind: 'watch' }>;

/**
 * Serves the contract (src/api) to one client: commands in, replies and events out. Feed it
 * what arrives; call close() when the channel is gone.
 */
export class MessageServer {
  readonly #session: ServedSession;
  readonly #clock: Clock;
  readonly #channel: ClientChannel;
  readonly #rows = new RowChanges();
  #sentStatus = '';
  /** undefined: all rows at every beat. */
  #watch: Watch | undefined;
  #watched: ReadonlySet<string> = new Set();
  /** When the figures of rows that are not watched were told. */
  #figuresAt = Number.NEGATIVE_INFINITY;
  #stopAlerts: (() => void) | undefined;
  #timer: Timer | undefined;
  #isForeign = false;
  #closed = false;

  constructor(session: ServedSession, clock: Clock, channel: ClientChannel) {
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
    this.#meet(command);
    switch (command.kind) {
      case 'subscribe':
        return this.#subscribe();
      case 'watch':
        return this.#turnTo(command);
      default:
        return this.#session.execute(command);
    }
  }

  /** Throws InputError to a client of another version, whatever it asks but its first question. */
  #meet(command: Command): void {
    if (command.kind === 'hello') {
      this.#isForeign = command.version !== CONTRACT_VERSION;
    } else if (this.#isForeign) {
      const why = `this engine speaks version ${CONTRACT_VERSION} of the contract`;
      throw new InputError('bad-command', why);
    }
  }

  #subscribe(): void {
    if (this.#closed) return;
    // Whoever subscribes again has lost what it knew: it gets everything once more.
    this.#rows.clear();
    this.#sentStatus = '';
    this.#watch = undefined;
    this.#stopAlerts?.();
    this.#stopAlerts = this.#session.onAlert((alert) =>
      this.#event({ kind: 'alert', alert }),
    );
    this.#beat();
  }

  #turnTo(watch: Watch): void {
    const before = this.#watch;
    this.#watch = watch;
    this.#watched = new Set(watch.ids);
    // What the list is ordered by from now on is wanted at once.
    if (before?.others !== watch.others) this.#figuresAt = Number.NEGATIVE_INFINITY;
    if (this.#timer && before?.hidden !== watch.hidden) this.#beat();
  }

  #beat(): void {
    this.#timer?.cancel();
    const pause = this.#watch?.hidden ? SELDOM : UPDATE_EVERY;
    this.#timer = this.#clock.timer(pause, () => this.#beat());
    this.#update();
  }

  #update(): void {
    const { changed, removed } = this.#rows.take(
      this.#session.rows(),
      this.#interest(this.#clock.now()),
    );
    const status = this.#session.status();
    const statusText = JSON.stringify(status);
    if (changed.length === 0 && removed.length === 0 && statusText === this.#sentStatus)
      return;
    this.#sentStatus = statusText;
    this.#event({ kind: 'update', status, changed, removed });
  }

  #interest(now: number): (id: string) => Interest {
    const watch = this.#watch;
    if (!watch) return () => 'all';
    const isDue = watch.others === 'figures' && now - this.#figuresAt >= SELDOM;
    if (isDue) this.#figuresAt = now;
    return (id) => (isDue || this.#watched.has(id) ? 'all' : 'state');
  }

  #event(event: Event): void {
    this.#send({ kind: 'event', event });
  }

  #send(message: Message): void {
    if (!this.#closed) this.#channel.send(message);
  }
}
