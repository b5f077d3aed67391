import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { BencodeError } from '../../src/bencode/bencode-error.ts';
import { decode } from '../../src/bencode/decode.ts';
import { InputError } from '../../src/errors/input-error.ts';
import { TrackerError } from '../../src/errors/tracker-error.ts';
import { parseTorrent } from '../../src/metainfo/parse-torrent.ts';
import { HttpError } from '../../src/protocol/http/http-error.ts';
import { keepBody, ResponseReader } from '../../src/protocol/http/response-reader.ts';
import { parseAnnounceResponse } from '../../src/protocol/tracker/announce-response.ts';

/**
 * A folder for each decoder, and in it what the decoder accepts and what it refuses. An input
 * that once did harm goes in as a file; nothing else is to be written.
 */
const DECODERS = [
  { folder: 'bencode', read: decode, error: BencodeError },
  { folder: 'torrent', read: parseTorrent, error: InputError },
  { folder: 'http', read: readResponse, error: HttpError },
  { folder: 'announce', read: parseAnnounceResponse, error: TrackerError },
];

function readResponse(bytes: Uint8Array): void {
  const reader = new ResponseReader(keepBody(1024 * 1024));
  reader.push(bytes);
  reader.end();
}

function inputs(folder: string): { name: string; bytes: Uint8Array }[] {
  const place = new URL(`${folder}/`, import.meta.url);
  return readdirSync(place).map((name) => ({
    name: `${folder}/${name}`,
    bytes: new Uint8Array(readFileSync(new URL(name, place))),
  }));
}

for (const { folder, read, error } of DECODERS) {
  test.each(inputs(`${folder}/accept`))('$name', ({ bytes }) => {
    expect(() => read(bytes)).not.toThrow();
  });

  test.each(inputs(`${folder}/refuse`))('$name', ({ bytes }) => {
    expect(() => read(bytes)).toThrow(error);
  });

  const files = [...inputs(`${folder}/accept`), ...inputs(`${folder}/refuse`)];

  test(`${folder}: no beginning of any input throws anything else`, () => {
    for (const { bytes } of files) {
      for (let end = 0; end < Math.min(bytes.length, 500); end++) {
        try {
          read(bytes.slice(0, end));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(error);
        }
      }
    }
  });
}
