import { BencodeError } from './bencode-error.ts';
import { Scanner } from './scanner.ts';
import { BencodeDict, BencodeList, type BencodeValue } from './value.ts';

/**
 * A bencode decoder (BEP 3).
 *
 *   - it reads nothing beyond its input, and every failure is a BencodeError
 *   - one value has one encoding: no leading zeros, no "-0", no duplicate keys
 *   - except that unsorted dictionaries are accepted, and say so: too many are about
 *   - the lenient one takes the others, too, and says so; of duplicate keys the first counts
 *   - containers wait on a list of its own, so that nesting costs no stack
 *   - what it makes is bounded by the limits; strings stay views of the input
 */
export interface DecodeLimits {
  /** How deep lists and dictionaries may nest. */
  readonly depth: number;
  /** Values in all; a dictionary's keys, and the ends of lists and dictionaries, count, too. */
  readonly items: number;
  /** Bytes of input. */
  readonly size: number;
  /** Whether to take what BEP 3 forbids, but old programs write: see above. */
  readonly lenient?: boolean;
}

/** Enough for any message of a peer, node or tracker. */
const DEFAULT_LIMITS: DecodeLimits = {
  depth: 64,
  items: 200_000,
  size: 16 * 1024 * 1024,
};

/** Decodes one value that fills the whole input. The input must not change afterwards. */
export function decode(
  input: Uint8Array,
  limits: DecodeLimits = DEFAULT_LIMITS,
): BencodeValue {
  const value = decodePrefix(input, limits);
  if (value.end < input.length) throw new BencodeError('trailing-bytes', value.end);
  return value;
}

/** Decodes the one value that the input begins with; what follows starts at its `end`. */
export function decodePrefix(
  input: Uint8Array,
  limits: DecodeLimits = DEFAULT_LIMITS,
): BencodeValue {
  if (input.length > limits.size) throw new BencodeError('too-large', limits.size);
  const scanner = new Scanner(input, limits.lenient ?? false);
  const open: OpenContainer[] = [];
  let items = 0;
  while (true) {
    const inner = open.at(-1);
    const isEnd = inner !== undefined && scanner.skipEnd();
    items += inner?.kind === 'dict' && !isEnd ? 2 : 1;
    if (items > limits.items) throw new BencodeError('too-many-items', scanner.at);
    if (isEnd) {
      open.pop();
      const value = close(inner, scanner);
      const outer = open.at(-1);
      if (!outer) return value;
      add(outer, value);
      continue;
    }
    if (inner?.kind === 'dict') readKey(inner, scanner);
    const opened = openContainer(scanner);
    if (opened) {
      if (open.length >= limits.depth) throw new BencodeError('too-deep', opened.start);
      open.push(opened);
      continue;
    }
    const value = scanner.atDigit() ? scanner.string() : scanner.integer();
    if (!inner) return value;
    add(inner, value);
  }
}

type OpenContainer =
  | { readonly kind: 'list'; readonly start: number; readonly items: BencodeValue[] }
  | OpenDict;

interface OpenDict {
  readonly kind: 'dict';
  readonly start: number;
  /** The scanner's count of lapses when it began. */
  readonly lapses: number;
  readonly entries: Map<string, BencodeValue>;
  /** Of the value being read, or read last. */
  key: string | undefined;
}

function openContainer(scanner: Scanner): OpenContainer | undefined {
  const start = scanner.at;
  if (scanner.skipList()) return { kind: 'list', start, items: [] };
  if (!scanner.skipDict()) return undefined;
  const { lapses } = scanner;
  return { kind: 'dict', start, lapses, entries: new Map(), key: undefined };
}

function readKey(dict: OpenDict, scanner: Scanner): void {
  const start = scanner.at;
  const key = scanner.key();
  if (dict.entries.has(key)) scanner.lapse('duplicate-key', start);
  if (dict.key !== undefined && key < dict.key) scanner.lapses++;
  if (scanner.atEnd()) throw new BencodeError('bad-dict', scanner.at);
  dict.key = key;
}

function add(container: OpenContainer, value: BencodeValue): void {
  if (container.kind === 'list') container.items.push(value);
  else if (!container.entries.has(container.key!)) {
    container.entries.set(container.key!, value);
  }
}

function close(container: OpenContainer, scanner: Scanner): BencodeValue {
  const { start } = container;
  if (container.kind === 'list') {
    return new BencodeList(container.items, start, scanner.at);
  }
  const isCanonical = scanner.lapses === container.lapses;
  return new BencodeDict(container.entries, isCanonical, start, scanner.at);
}
