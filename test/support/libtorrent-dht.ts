import { fileURLToPath } from 'node:url';
import { parseEndpoint } from '../../src/bytes/endpoint.ts';
import { type Pick, Program } from './program.ts';

const SCRIPT = fileURLToPath(new URL('./libtorrent_dht.py', import.meta.url));
const START_MS = 30_000;
const ANSWER_MS = 5_000;
const SEARCH_MS = 1_000;

type Report =
  | { readonly event: 'ready'; readonly nodes: readonly string[] }
  | { readonly event: 'nodes'; readonly counts: readonly number[] }
  | { readonly event: 'found'; readonly node: number; readonly peers: number }
  | {
      readonly event: 'searched';
      readonly node: number;
      readonly hash: string;
      readonly peers: number;
    }
  | { readonly event: 'metadata'; readonly node: number }
  | { readonly event: 'complete'; readonly node: number };

/** A DHT of libtorrent nodes, each at an address of its own on loopback. */
export class LibtorrentDht {
  readonly program: Program;
  /** "host:port" of each. */
  readonly nodes: readonly string[];

  /** Once they know each other. */
  static async start(count: number, settings = {}): Promise<LibtorrentDht> {
    const config = JSON.stringify({ nodes: count, settings });
    const program = await Program.start('/usr/bin/python3', [SCRIPT, config]);
    const { nodes } = await program.find('table', on('ready'), START_MS);
    return new LibtorrentDht(program, nodes);
  }

  private constructor(program: Program, nodes: readonly string[]) {
    this.program = program;
    this.nodes = nodes;
  }

  /** Has one of them seed or download a torrent file or a magnet link. */
  add(node: number, torrent: string, dir: string): void {
    this.#send({ command: 'add', node, torrent, dir });
  }

  /** Tells all of them of a node, "host:port", that is none of theirs. */
  introduce(address: string): void {
    this.#send({ command: 'introduce', ...parseEndpoint(address) });
  }

  /** How many nodes each of them knows. */
  async tableSizes(): Promise<readonly number[]> {
    const answer = this.program.next('table sizes', on('nodes'), ANSWER_MS);
    this.#send({ command: 'nodes' });
    return (await answer).counts;
  }

  /** Has one of them look for the torrent, by its v1 hash in hex: whether somebody has it. */
  async finds(node: number, hash: string): Promise<boolean> {
    const pick = (line: string) => {
      const report = on('searched')(line);
      const isIt = report?.node === node && report.hash === hash && report.peers > 0;
      return isIt || undefined;
    };
    const found = this.program.next('someone who has it', pick, SEARCH_MS);
    this.#send({ command: 'search', node, hash });
    return found.catch(() => false);
  }

  /** Its search found someone. */
  async found(node: number, timeout: number): Promise<void> {
    const some = (report: OfNode) => report.event === 'found' && report.peers > 0;
    await this.#event('found', node, timeout, some);
  }

  async metadata(node: number, timeout: number): Promise<void> {
    await this.#event('metadata', node, timeout);
  }

  async complete(node: number, timeout: number): Promise<void> {
    await this.#event('complete', node, timeout);
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  #send(order: unknown): void {
    this.program.send(JSON.stringify(order));
  }

  async #event(
    name: OfNode['event'],
    node: number,
    timeout: number,
    holds: (report: OfNode) => boolean = () => true,
  ): Promise<void> {
    const pick = (line: string) => {
      const report = on(name)(line);
      return report?.node === node && holds(report) ? report : undefined;
    };
    await this.program.find(`${name} at node ${node}`, pick, timeout);
  }
}

type OfNode = Extract<Report, { readonly node: number }>;
type Named<Name> = Extract<Report, { readonly event: Name }>;

function on<Name extends Report['event']>(name: Name): Pick<Named<Name>> {
  return (line) => {
    if (!line.startsWith('{')) return undefined;
    const report = JSON.parse(line) as Report;
    return report.event === name ? (report as Named<Name>) : undefined;
  };
}
