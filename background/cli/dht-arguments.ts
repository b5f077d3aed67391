import { parseArgs } from 'node:util';
import { type Endpoint, parseEndpoint } from '../../src/bytes/endpoint.ts';
import { fromHex } from '../../src/bytes/hex.ts';
import { swarmName, swarmVersions } from '../../src/metainfo/info-hash.ts';
import { parseMagnet } from '../../src/metainfo/magnet.ts';

/** What the DHT is asked for. */
export type DhtQuestion =
  /** Who has the torrent; `port` undefined: without telling anyone of us. */
  | {
      readonly kind: 'peers';
      /** 20 bytes. */
      readonly infoHash: Uint8Array;
      readonly port: number | undefined;
    }
  | { readonly kind: 'ping'; readonly node: Endpoint }
  /** An immutable item (BEP 44). */
  | { readonly kind: 'get'; readonly target: Uint8Array }
  /** A mutable one. */
  | { readonly kind: 'get-mutable'; readonly key: Uint8Array; readonly salt: Uint8Array }
  | { readonly kind: 'put'; readonly text: string }
  | {
      readonly kind: 'put-mutable';
      readonly text: string;
      /** 32 bytes, from which the key pair comes (RFC 8032). */
      readonly seed: Uint8Array;
      readonly salt: Uint8Array;
    };

/** `rill dht`, and what it was told. */
export interface DhtInvocation {
  readonly command: 'dht';
  readonly question: DhtQuestion;
  /** "host:port" of nodes to begin with; none: those of the settings. */
  readonly bootstrap: readonly string[];
  readonly json: boolean;
}

type Help = { readonly command: 'help' };
type Usage = { readonly command: 'usage'; readonly problem: string };

/** Reads the arguments after "dht". */
export function readDht(args: readonly string[]): DhtInvocation | Help | Usage {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return usage((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help) return { command: 'help' };
  const [what, subject, ...rest] = positionals;
  if (what === undefined) return usage('say what to ask the DHT');
  if (rest.length > 0) return usage(`one at a time, not also ${rest.join(' ')}`);
  const bootstrap = values.bootstrap ?? [];
  const wrong = bootstrap.find((node) => !parseEndpoint(node));
  if (wrong !== undefined) return usage(`${wrong} is not HOST:PORT`);
  const question = questionOf(what, subject, values);
  if (typeof question === 'string') return usage(question);
  return { command: 'dht', question, bootstrap, json: values.json ?? false };
}

/** Or what is wrong with it. */
function questionOf(
  what: string,
  subject: string | undefined,
  values: ReturnType<typeof parse>['values'],
): DhtQuestion | string {
  const salt = new TextEncoder().encode(values.salt ?? '');
  switch (what) {
    case 'get-peers':
    case 'announce': {
      const infoHash = subject === undefined ? undefined : infoHashOf(subject);
      if (!infoHash) return 'name an info hash, 40 hex digits, or a magnet link';
      if (what === 'get-peers') return { kind: 'peers', infoHash, port: undefined };
      const port = Number(values.port);
      if (!(Number.isInteger(port) && port > 0 && port <= 65535)) {
        return 'say with --port where peers can reach you';
      }
      return { kind: 'peers', infoHash, port };
    }
    case 'ping': {
      const node = subject === undefined ? undefined : parseEndpoint(subject);
      return node ? { kind: 'ping', node } : 'name a node, HOST:PORT';
    }
    case 'get': {
      const target = subject === undefined ? undefined : fromHex(subject);
      if (target?.length === 20) return { kind: 'get', target };
      if (target?.length === 32) return { kind: 'get-mutable', key: target, salt };
      return 'name a target, 40 hex digits, or a public key, 64 of them';
    }
    case 'put': {
      if (subject === undefined) return 'say what to put';
      if (values.seed === undefined) return { kind: 'put', text: subject };
      const seed = fromHex(values.seed);
      if (seed?.length !== 32) return '--seed takes 64 hex digits';
      return { kind: 'put-mutable', text: subject, seed, salt };
    }
    default:
      return `the DHT knows no "${what}"`;
  }
}

function infoHashOf(text: string): Uint8Array | undefined {
  const bytes = fromHex(text);
  if (bytes) return bytes.length === 20 ? bytes : undefined;
  try {
    const { hashes } = parseMagnet(text);
    return swarmName(hashes, swarmVersions(hashes)[0]!);
  } catch {
    return undefined;
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      bootstrap: { type: 'string', multiple: true },
      port: { type: 'string' },
      salt: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function usage(problem: string): Usage {
  return { command: 'usage', problem };
}
