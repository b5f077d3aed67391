import { spawnSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Program as Needed } from '../../background/launch/setup.mjs';
import { describeWhere, describeWith } from './counterpart.ts';
import type { Host } from './host.ts';
import { Program } from './program.ts';

const SCRIPT = fileURLToPath(new URL('./network-namespace.mjs', import.meta.url));
const START_MS = 10_000;
const ANSWER_MS = 10_000;
/** Addresses, and so hosts, in one namespace. */
const HOSTS = 10;

interface Answer {
  readonly event: string;
  readonly id: number;
  readonly body?: string;
  readonly error?: string;
}

/**
 * A network of a test's own: hosts 10.77.0.1 and so on, that reach each other and nothing
 * else. It is gone with its last program. Programs that take no address to bind to belong on
 * the first host: what they dial sees them there.
 */
export class NetworkNamespace {
  readonly #holder: Program;
  #hosts = 0;
  #questions = 0;

  /** Whether this process may make one; it takes root. */
  static possible(): boolean {
    const args = ['--net', 'ip', 'link', 'set', 'lo', 'up'];
    return spawnSync('unshare', args, { stdio: 'ignore' }).status === 0;
  }

  static async open(): Promise<NetworkNamespace> {
    const node = [process.execPath, SCRIPT, `${HOSTS}`];
    const holder = await Program.start('unshare', ['--net', '--', ...node]);
    const ready = (line: string) => line.includes('"ready"') || undefined;
    await holder.find('namespace', ready, START_MS);
    return new NetworkNamespace(holder);
  }

  private constructor(holder: Program) {
    this.#holder = holder;
  }

  /** The next address that nobody has. */
  nextHost(): Host {
    if (++this.#hosts > HOSTS) throw new Error(`no more than ${HOSTS} hosts`);
    return {
      address: `10.77.0.${this.#hosts}`,
      start: (command, args) => Program.start(command, args, this.#entry),
      get: (url) => this.#get(url),
    };
  }

  /** Writes a program to `path` that runs `command` in here, with the arguments it gets. */
  async writeEntry(path: string, command: string): Promise<void> {
    const words = [...this.#entry, command].map((word) => `'${word}'`).join(' ');
    await writeFile(path, `#!/bin/sh\nexec ${words} "$@"\n`);
    await chmod(path, 0o755);
  }

  stop(): Promise<void> {
    return this.#holder.stop();
  }

  /** What stands before a command so that it runs in here. */
  get #entry(): readonly string[] {
    return ['nsenter', `--net=/proc/${this.#holder.pid}/ns/net`, '--'];
  }

  async #get(url: string): Promise<string> {
    const id = ++this.#questions;
    const mine = (line: string) => {
      const answer = JSON.parse(line) as Answer;
      return answer.id === id ? answer : undefined;
    };
    const next = this.#holder.next(`answer of ${url}`, mine, ANSWER_MS);
    this.#holder.send(JSON.stringify({ id, url }));
    const { body, error } = await next;
    if (body === undefined) throw new Error(`${url}: ${error}`);
    return body;
  }
}

/** Tests with programs in a network of their own: skipped where there can be none. */
export function describeInNamespace(
  programs: readonly Needed[],
  tests: () => void,
): void {
  const lack = 'no network namespace can be made here: it takes root';
  describeWhere(NetworkNamespace.possible(), lack, () => describeWith(programs, tests));
}
