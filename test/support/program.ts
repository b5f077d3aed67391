import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

const KEPT_LINES = 400;
const GRACE_MS = 3_000;

/** What a line tells; undefined when nothing. */
export type Pick<T> = (line: string) => T | undefined;

/**
 * One program that a test started: ends with the test's process whatever happens to it,
 * is ended by its own pid, and keeps its last lines for whoever has to say why it failed.
 */
export class Program {
  readonly name: string;
  readonly pid: number;
  /** The exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #lines: string[] = [];
  readonly #listeners = new Set<(line: string) => void>();
  #running = true;

  /** Rejects when there is no such command. `within`: words to stand before it. */
  static async start(
    command: string,
    args: readonly string[],
    within: readonly string[] = [],
  ): Promise<Program> {
    // setpriv has the kernel end the program when this process dies, SIGKILL included.
    const words = ['--pdeathsig', 'KILL', ...within, command, ...args];
    const child = spawn('setpriv', words, { stdio: ['pipe', 'pipe', 'pipe'] });
    await once(child, 'spawn');
    return new Program(command, child);
  }

  private constructor(
    command: string,
    child: ChildProcessByStdio<Writable, Readable, Readable>,
  ) {
    this.name = command;
    this.pid = child.pid!;
    this.#child = child;
    this.exited = once(child, 'close').then(([code]) => {
      this.#running = false;
      return code as number | null;
    });
    child.stdin.on('error', () => {}); // It left before it read: `exited` says so.
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#heard(line));
    }
  }

  get running(): boolean {
    return this.#running;
  }

  /** Calls back with each line of either stream from now on. Returns what ends that. */
  onLine(listener: (line: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first answer of `pick` to a line, past (as far as kept) or future; see next. */
  async find<T>(what: string, pick: Pick<T>, timeout: number): Promise<T> {
    for (const line of this.#lines) {
      const found = pick(line);
      if (found !== undefined) return found;
    }
    return this.next(what, pick, timeout);
  }

  /**
   * The first answer of `pick` to a line from now on. Rejects, log included, when the
   * program ends or `timeout` milliseconds pass first.
   */
  next<T>(what: string, pick: Pick<T>, timeout: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        forget();
        clearTimeout(timer);
      };
      const fail = (why: string) => {
        end();
        reject(new Error(`${this.name}: ${why}, no ${what}\n${this.log()}`));
      };
      const timer = setTimeout(() => fail(`${timeout} ms passed`), timeout);
      const forget = this.onLine((line) => {
        const found = pick(line);
        if (found === undefined) return;
        end();
        resolve(found);
      });
      this.exited.then((code) => fail(`exited with ${code}`));
    });
  }

  send(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  signal(name: NodeJS.Signals): void {
    if (this.#running) this.#child.kill(name);
  }

  /** Its last lines. */
  log(): string {
    return this.#lines.join('\n');
  }

  /** Asks it to end, insists after a grace period, and waits until it has. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), GRACE_MS);
    await this.exited;
    clearTimeout(timer);
  }

  /** Ends it at once and waits until it has. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited;
  }

  #heard(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    for (const listener of this.#listeners) listener(line);
  }
}
