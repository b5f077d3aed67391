import { isAnswer } from '../../src/api/answer-guards.ts';
import type { Answers, CommandKind, CommandOf } from '../../src/api/answers.ts';
import type { ErrorReport, Request } from '../../src/api/contract.ts';
import { BAD_REPLY, CommandFailure } from './command-failure.ts';

interface Waiter {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** The requests that wait for their reply, by id. */
export class PendingRequests {
  readonly #waiting = new Map<number, Waiter>();
  #nextId = 1;

  /**
   * Sends `command` and waits for its reply. Rejects with CommandFailure, also when the reply is
   * none that the contract has for it, or with the signal's reason once it fires: the engine
   * may still carry the command out then.
   */
  ask<Kind extends CommandKind>(
    command: CommandOf<Kind>,
    send: (request: Request) => void,
    signal?: AbortSignal,
  ): Promise<Answers[Kind]> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const id = this.#nextId++;
      const kind: Kind = command.kind;
      const abort = () => {
        this.#waiting.delete(id);
        reject(signal?.reason);
      };
      const settle = <T>(end: (value: T) => void) => {
        return (value: T) => {
          signal?.removeEventListener('abort', abort);
          end(value);
        };
      };
      const answer = (result: unknown) => {
        if (isAnswer(kind, result)) resolve(result);
        else reject(new CommandFailure(BAD_REPLY));
      };
      this.#waiting.set(id, { resolve: settle(answer), reject: settle(reject) });
      signal?.addEventListener('abort', abort, { once: true });
      send({ id, command });
    });
  }

  resolve(id: number, result: unknown): void {
    this.#take(id)?.resolve(result);
  }

  reject(id: number, report: ErrorReport): void {
    this.#take(id)?.reject(new CommandFailure(report));
  }

  rejectAll(report: ErrorReport): void {
    for (const id of [...this.#waiting.keys()]) this.reject(id, report);
  }

  #take(id: number): Waiter | undefined {
    const waiter = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiter;
  }
}
