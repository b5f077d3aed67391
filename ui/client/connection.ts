import { type Signal, signal } from '@preact/signals';
import type { Answers, CommandKind, CommandOf } from '../../src/api/answers.ts';
import {
  CONTRACT_VERSION,
  type ErrorReport,
  type Event,
} from '../../src/api/contract.ts';
import { isMessage } from '../../src/api/message-guard.ts';
import { BAD_REPLY, CONNECTION_LOST, CommandFailure } from './command-failure.ts';
import { PendingRequests } from './pending-requests.ts';
import type { Port, WindowHost } from './window-host.ts';

/*
 * Rules of the connection:
 *  1. A line is open once the engine answered `hello` and `subscribe`.
 *  2. When a line closes, or does not open in time, every request that waits fails, and
 *     another line is tried: after 250 ms, then twice as long each time, up to 8 s.
 *  3. Nothing that an old line says is heard once there is a newer one.
 *  4. An engine that speaks another version of the contract is not tried again, nor one that
 *     says anything else than the contract has: none of that message is used.
 *  5. A reply that is none to its command fails that request alone.
 */

export type ConnectionState = 'connecting' | 'open' | 'reconnecting' | 'incompatible';

/** What an engine that runs tells of. */
export type EngineEvent = Exclude<Event, { kind: 'engine-failed' }>;

export interface ConnectionListener {
  /** The next update holds everything: what was known before is void. */
  restarted(): void;
  event(event: EngineEvent): void;
}

const FIRST_DELAY = 250;
const LONGEST_DELAY = 8_000;
const OPENING_LIMIT = 10_000;

/** The window's one connection to the engine, which outlives the lines it is made of. */
export class Connection {
  readonly state: Signal<ConnectionState> = signal('connecting');
  /** Why the engine did not start the last time it was tried. */
  readonly problem: Signal<ErrorReport | undefined> = signal(undefined);
  readonly #connect: WindowHost['connect'];
  readonly #listener: ConnectionListener;
  readonly #pending = new PendingRequests();
  /** Stands for the present line; callbacks of an older one hold another object. */
  #line: object | undefined;
  #port: Port | undefined;
  #attempts = 0;

  constructor(connect: WindowHost['connect'], listener: ConnectionListener) {
    this.#connect = connect;
    this.#listener = listener;
  }

  start(): void {
    void this.#open();
  }

  /** Rejects with CommandFailure, or the signal's reason. */
  request<Kind extends CommandKind>(
    command: CommandOf<Kind>,
    signal?: AbortSignal,
  ): Promise<Answers[Kind]> {
    if (this.state.value !== 'open') {
      return Promise.reject(new CommandFailure(CONNECTION_LOST));
    }
    return this.#ask(command, signal);
  }

  async #open(): Promise<void> {
    const line = {};
    this.#line = line;
    try {
      this.#port = this.#connect({
        message: (message) => this.#line === line && this.#receive(message),
        closed: () => this.#line === line && this.#lost(),
      });
      const limit = AbortSignal.timeout(OPENING_LIMIT);
      const hello = { kind: 'hello', version: CONTRACT_VERSION } as const;
      const { version } = await this.#ask(hello, limit);
      if (this.#line !== line) return;
      if (version !== CONTRACT_VERSION) return this.#giveUp();
      this.#listener.restarted();
      await this.#ask({ kind: 'subscribe' }, limit);
      if (this.#line !== line) return;
      this.#attempts = 0;
      this.problem.value = undefined;
      this.state.value = 'open';
    } catch (error) {
      if (this.#line !== line) return;
      if (isMisunderstood(error)) this.#giveUp();
      else this.#lost();
    }
  }

  #ask<Kind extends CommandKind>(
    command: CommandOf<Kind>,
    signal?: AbortSignal,
  ): Promise<Answers[Kind]> {
    return this.#pending.ask(command, (request) => this.#port?.send(request), signal);
  }

  #receive(message: unknown): void {
    if (!isMessage(message)) return this.#giveUp();
    switch (message.kind) {
      case 'reply':
        return this.#pending.resolve(message.id, message.result);
      case 'failure':
        return this.#pending.reject(message.id, message.error);
      case 'event':
        if (message.event.kind === 'engine-failed') {
          this.problem.value = message.event.error;
          return;
        }
        return this.#listener.event(message.event);
      default:
        return message satisfies never;
    }
  }

  #lost(): void {
    this.#hangUp();
    this.state.value = 'reconnecting';
    const delay = Math.min(FIRST_DELAY * 2 ** this.#attempts, LONGEST_DELAY);
    this.#attempts += 1;
    setTimeout(() => void this.#open(), delay);
  }

  #giveUp(): void {
    this.#hangUp();
    this.state.value = 'incompatible';
  }

  #hangUp(): void {
    this.#line = undefined;
    this.#port?.close();
    this.#port = undefined;
    this.#pending.rejectAll(CONNECTION_LOST);
  }
}

/** Whether one of the two does not know what the other said. */
function isMisunderstood(error: unknown): boolean {
  return error instanceof CommandFailure && error.report.code === BAD_REPLY.code;
}
