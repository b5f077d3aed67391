import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { BencodeError } from '../../src/bencode/bencode-error.ts';
import { decode } from '../../src/bencode/decode.ts';
import { encode } from '../../src/bencode/encode.ts';
import type { BencodeValue } from '../../src/bencode/value.ts';
import { equal } from '../../src/bytes/equal.ts';
import { decodeLatin1 } from '../../src/bytes/text.ts';
import { InputError } from '../../src/errors/input-error.ts';
import { ProtocolError } from '../../src/errors/protocol-error.ts';
import { TrackerError } from '../../src/errors/tracker-error.ts';
import { parseMagnet } from '../../src/metainfo/magnet.ts';
import { parseTorrent } from '../../src/metainfo/parse-torrent.ts';
import { decodeExtendedHandshake } from '../../src/protocol/extension/extended-handshake.ts';
import { decodeUtMetadata } from '../../src/protocol/extension/ut-metadata.ts';
import { parseAnnounceResponse } from '../../src/protocol/tracker/announce-response.ts';
import { Mutations } from './mutations.ts';
import { plain } from './plain.ts';

const MILLION = 1_000_000;
const PATIENCE_MS = 120_000;
/** Any number does; RILL_SEED tries another. */
const SEED = Number(process.env.RILL_SEED ?? 20_261_121);

const seeds = ['bencode/accept', 'torrent/accept', 'announce/accept'].flatMap(corpus);

function corpus(folder: string): Uint8Array[] {
  const path = new URL(`../corpus/${folder}/`, import.meta.url);
  return readdirSync(path).map(
    (name) => new Uint8Array(readFileSync(new URL(name, path))),
  );
}

/** What a reader made of the input; undefined when it refused it, as it may. */
function read<T>(
  reader: (input: Uint8Array) => T,
  input: Uint8Array,
  refusal: abstract new (...args: never[]) => Error,
): T | undefined {
  try {
    return reader(input);
  } catch (error) {
    if (error instanceof refusal) return undefined;
    throw new Error(`${Buffer.from(input).toString('base64')} (seed ${SEED})`, {
      cause: error,
    });
  }
}

function isCanonical(value: BencodeValue): boolean {
  if (value.kind === 'list') return value.items.every(isCanonical);
  return value.kind !== 'dict' || value.isCanonical;
}

test(
  'of a million inputs each decodes and encodes to itself, or is refused',
  () => {
    const inputs = new Mutations(seeds, SEED);
    let decoded = 0;
    for (let run = 0; run < MILLION; run++) {
      const input = inputs.next();
      const value = read(decode, input, BencodeError);
      if (!value) continue;
      decoded++;
      if (!isCanonical(value) || equal(encode(plain(value)), input)) continue;
      throw new Error(`not itself again: ${Buffer.from(input).toString('base64')}`);
    }
    // Or it would have tried only refusals.
    expect(decoded).toBeGreaterThan(MILLION / 100);
  },
  PATIENCE_MS,
);

test.each<
  [string, (input: Uint8Array) => unknown, abstract new (...args: never[]) => Error]
>([
  ['a torrent file', parseTorrent, InputError],
  ['an announce response', parseAnnounceResponse, TrackerError],
  ['an extended handshake', decodeExtendedHandshake, ProtocolError],
  ['a metadata message', decodeUtMetadata, ProtocolError],
  [
    'a magnet link',
    (input) => parseMagnet(`magnet:?xt=${decodeLatin1(input)}`),
    InputError,
  ],
])(
  '%s is read or refused, whatever it is made of',
  (_, reader, refusal) => {
    const inputs = new Mutations(seeds, SEED);
    for (let run = 0; run < MILLION / 5; run++) read(reader, inputs.next(), refusal);
  },
  PATIENCE_MS,
);
