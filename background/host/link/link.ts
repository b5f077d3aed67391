import type { LinkMessage, LinkPort, LinkSide } from './contract.ts';
import { packError, unpackError } from './link-error.ts';

/** Calls without an answer; who needs more waits for answers first. */
const MAX_CALLS = 16_384;

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Handler = (input: unknown) => unknown;

/**
 * Two threads of one program, over messages: calls that are answered and signals that are
 * not, in the order they were made. `There` is what the other side serves, `Here` what this
 * one does. Buffers named in `transfer` are handed over, not copied.
 */
export class Link<There extends LinkSide, Here extends LinkSide> {
  readonly #port: LinkPort;
  readonly #waiting = new Map<number, Waiting>();
  readonly #handlers = new Map<string, Handler>();
  readonly #listeners = new Map<string, Handler>();
  #nextId = 1;

  constructor(port: LinkPort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<LinkMessage>) => this.#receive(data);
  }

  /** Rejects with the RillError that the other side threw; with Error on a defect. */
  call<Name extends keyof There['calls'] & string>(
    name: Name,
    input: There['calls'][Name]['input'],
    transfer: Transferable[] = [],
  ): Promise<There['calls'][Name]['output']> {
    if (this.#waiting.size >= MAX_CALLS) {
      return Promise.reject(new Error('too many calls at once over the link'));
    }
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ kind: 'call', id, name, input }, transfer);
    });
  }

  signal<Name extends keyof There['signals'] & string>(
    name: Name,
    input: There['signals'][Name],
    transfer: Transferable[] = [],
  ): void {
    this.#send({ kind: 'signal', name, input }, transfer);
  }

  /** Answers calls of this name. */
  serve<Name extends keyof Here['calls'] & string>(
    name: Name,
    handler: (
      input: Here['calls'][Name]['input'],
    ) => Promise<Here['calls'][Name]['output']>,
  ): void {
    this.#handlers.set(name, handler as Handler);
  }

  /** Hears signals of this name. */
  on<Name extends keyof Here['signals'] & string>(
    name: Name,
    listener: (input: Here['signals'][Name]) => void,
  ): void {
    this.#listeners.set(name, listener as Handler);
  }

  #receive(message: LinkMessage): void {
    switch (message.kind) {
      case 'signal':
        this.#listeners.get(message.name)?.(message.input);
        return;
      case 'call':
        void this.#answer(message.id, message.name, message.input);
        return;
      case 'reply':
        this.#settle(message.id)?.resolve(message.output);
        return;
      case 'failure':
        this.#settle(message.id)?.reject(unpackError(message.error));
        return;
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  async #answer(id: number, name: string, input: unknown): Promise<void> {
    try {
      const handler = this.#handlers.get(name);
      if (!handler) throw new Error(`nobody serves ${name}`);
      this.#send({ kind: 'reply', id, output: await handler(input) }, []);
    } catch (error) {
      this.#send({ kind: 'failure', id, error: packError(error) }, []);
    }
  }

  #send(message: LinkMessage, transfer: Transferable[]): void {
    this.#port.postMessage(message, transfer);
  }
}
