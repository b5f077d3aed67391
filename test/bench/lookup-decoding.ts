import { decodeKrpc } from '../../src/protocol/krpc/decode.ts';
import { encodeKrpc } from '../../src/protocol/krpc/encode.ts';
import type { KrpcResponse } from '../../src/protocol/krpc/message.ts';

/**
 * Answers to one lookup of peers: more than come in a DHT of 10,000 nodes (docs/dht.md). All
 * have nodes and a token; those of the closest have peers, too, as many as fit.
 */
const ANSWERS = 40;
const WITH_PEERS = 8;
const NODES = 8;
const PEERS = 120;
/** What the project promises. */
const FLOOR = 1000;
/** Lookups decoded at a time, and milliseconds of CPU until the figure is good enough. */
const A_TIME = 100;
const LONG_ENOUGH = 500;

/** What it takes one core to decode the answers to lookups of the DHT. */
export interface DecodingFigures {
  /** Of the codec alone, on one core. */
  readonly lookupsPerSecond: number;
  readonly microsecondsPerAnswer: number;
  readonly bytesPerLookup: number;
}

export function measureLookupDecoding(): DecodingFigures {
  const answers = Array.from({ length: ANSWERS }, (_, at) => answer(at < WITH_PEERS));
  // Once before it counts, for the compiler.
  decodeLookups(answers);
  let lookups = 0;
  const begun = process.cpuUsage();
  let taken = 0;
  while (taken < LONG_ENOUGH) {
    decodeLookups(answers);
    lookups += A_TIME;
    const { user, system } = process.cpuUsage(begun);
    taken = (user + system) / 1000;
  }
  return {
    lookupsPerSecond: (1000 * lookups) / taken,
    microsecondsPerAnswer: (1000 * taken) / (lookups * ANSWERS),
    bytesPerLookup: answers.reduce((sum, { length }) => sum + length, 0),
  };
}

export function formatLookupDecoding(figures: DecodingFigures): string {
  const { lookupsPerSecond, microsecondsPerAnswer, bytesPerLookup } = figures;
  const size = `${ANSWERS} answers, ${(bytesPerLookup / 1000).toFixed(1)} kB`;
  const each = `${microsecondsPerAnswer.toFixed(1)} µs an answer`;
  return `decoding lookups of the DHT (${size}): ${lookupsPerSecond.toFixed(0)} a second, ${each}`;
}

/** A line when there are too few; what was not measured is not missed. */
export function missedLookupDecoding(figures: DecodingFigures | undefined): string[] {
  if (!figures || figures.lookupsPerSecond >= FLOOR) return [];
  return [`${FLOOR} lookups decoded a second: ${figures.lookupsPerSecond.toFixed(0)}`];
}

function decodeLookups(answers: readonly Uint8Array[]): void {
  for (let count = 0; count < A_TIME; count++) {
    for (const bytes of answers) decodeKrpc(bytes);
  }
}

function answer(withPeers: boolean): Uint8Array {
  const response: KrpcResponse = {
    kind: 'response',
    transaction: new Uint8Array(4).fill(0x74),
    version: Uint8Array.of(0x4c, 0x54, 2, 0),
    id: new Uint8Array(20).fill(0x69),
    address: new Uint8Array(6).fill(0x7f),
    nodes: new Uint8Array(NODES * 26).fill(0x6e),
    token: new Uint8Array(8).fill(0x6b),
    ...(withPeers && { peers: new Uint8Array(PEERS * 6).fill(0x70) }),
  };
  return encodeKrpc(response);
}
