import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { LARGE_TORRENTS } from '../../support/large-torrents.ts';

const PATIENCE_MS = 60_000;
const MIB = 1024 * 1024;

interface Measured {
  /** Milliseconds. */
  readonly time: number;
  /** Bytes. */
  readonly memory: number;
  readonly files: number;
  readonly pieceCount: number;
}

let dir: string;
let program: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rill-large-'));
  program = join(dir, 'measure.mjs');
  await build({
    entryPoints: [
      fileURLToPath(new URL('../../support/measure-parsing.ts', import.meta.url)),
    ],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
}, PATIENCE_MS);

afterAll(() => rm(dir, { recursive: true }));

async function measure(torrent: Uint8Array): Promise<Measured> {
  const path = join(dir, 'torrent');
  await writeFile(path, torrent);
  const { stdout } = await promisify(execFile)(process.execPath, [program, path]);
  return JSON.parse(stdout) as Measured;
}

test.each([
  ['50,000 files', 50_000, 122_071],
  ['50,000 files, version 2 with layers', 100_000, 150_000],
  ['200,000 pieces', 1, 200_000],
  ['200,000 pieces, version 2 with layers', 1, 200_000],
  ['1 PiB', 1, 2_097_152],
  ['1 PiB, version 2', 1, 4_194_304],
])(
  'a torrent of %s is read within a second and 100 MB',
  async (name, files, pieceCount) => {
    const measured = await measure(LARGE_TORRENTS[name]!());
    expect(measured).toMatchObject({ files, pieceCount });
    expect(measured.time).toBeLessThan(1000);
    expect(measured.memory).toBeLessThan(100 * MIB);
  },
  PATIENCE_MS,
);

test(
  'a hybrid of 50,000 files, which lists all of them twice, is read in twice that',
  async () => {
    const torrent = LARGE_TORRENTS['50,000 files, hybrid with layers']!();
    const measured = await measure(torrent);
    expect(measured).toMatchObject({ files: 100_000, pieceCount: 150_000 });
    expect(measured.time).toBeLessThan(2000);
    expect(measured.memory).toBeLessThan(200 * MIB);
  },
  PATIENCE_MS,
);
