import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionObserver } from '../../../background/platform/memory/tcp-connection.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { Holdings } from './holdings.ts';
import { type Said, WireScanner } from './wire-scanner.ts';

/** Lines kept; the oldest go first, in portions. */
const MOST = 400_000;
const PORTION = 100_000;

/**
 * What happened, as text, one line each: "   12.345 10.0.0.2 > 10.0.0.7 unchoke". Of haves
 * there is one line for all who are told; of requests and blocks only how many there were
 * when a connection ended or was choked. It reads what is sent, not what an engine says.
 */
export class Trace {
  /** What each address said it has, by what it told anyone. */
  readonly holdings: Holdings;
  readonly #clock: Clock;
  #lines: string[] = [];
  #dropped = 0;
  /** Blocks that each address sent to each other, by both. */
  readonly #blocks = new Map<string, number>();

  constructor(clock: Clock, pieceCount: () => number) {
    this.#clock = clock;
    this.holdings = new Holdings(pieceCount);
  }

  /** To be called by the network for each connection. */
  observe(dialler: Endpoint, acceptor: Endpoint): ConnectionObserver {
    const [one, other] = [dialler.host, acceptor.host];
    const there = new WireScanner((said) => this.#heard(one, other, said));
    const back = new WireScanner((said) => this.#heard(other, one, said));
    let open = true;
    return {
      wrote: (by, bytes) => (by === one ? there : back).push(bytes),
      closed: (by) => {
        if (!open) return;
        open = false;
        const to = by === one ? other : one;
        if (there.greeted) this.#tell(by, to, `closes, ${this.#sums(by, to)}`);
      },
    };
  }

  /** Blocks that went from one address to another, over all their connections. */
  blocks(from: string, to: string): number {
    return this.#blocks.get(`${from} ${to}`) ?? 0;
  }

  note(who: string, what: string): void {
    if (this.#lines.length >= MOST) {
      this.#lines = this.#lines.slice(PORTION);
      this.#dropped += PORTION;
    }
    const seconds = (this.#clock.now() / 1000).toFixed(3);
    this.#lines.push(`${seconds.padStart(10)} ${who} ${what}`);
  }

  text(): string {
    const left = this.#dropped > 0 ? [`(${this.#dropped} lines before these)`] : [];
    return [...left, ...this.#lines, ''].join('\n');
  }

  /** Writes it to a file of that name below dist/simulation, and says where. */
  write(name: string): string {
    const folder = join(process.cwd(), 'dist', 'simulation');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.txt`);
    writeFileSync(path, this.text());
    return path;
  }

  #heard(from: string, to: string, said: Said): void {
    const { kind } = said;
    switch (kind) {
      case 'block': {
        const key = `${from} ${to}`;
        this.#blocks.set(key, (this.#blocks.get(key) ?? 0) + 1);
        return;
      }
      case 'request':
      case 'cancel':
        return;
      case 'have':
        if (this.holdings.add(from, said.piece)) {
          const { size } = this.holdings.of(from);
          this.note(from, `has piece ${said.piece}, ${size} in all`);
        }
        return;
      case 'bitfield':
        this.holdings.addBits(from, said.bits);
        return this.#tell(from, to, `bitfield, ${this.holdings.of(from).size} pieces`);
      case 'have-all':
        this.holdings.addAll(from);
        return this.#tell(from, to, 'has all');
      case 'choke':
        return this.#tell(from, to, `choke, ${this.#sums(from, to)}`);
      default:
        return this.#tell(from, to, kind);
    }
  }

  #sums(one: string, other: string): string {
    return `${this.blocks(one, other)} blocks sent, ${this.blocks(other, one)} got`;
  }

  #tell(from: string, to: string, what: string): void {
    this.note(from, `> ${to} ${what}`);
  }
}
