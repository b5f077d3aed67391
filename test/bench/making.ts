import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folderRef, NodeFolders } from '../../background/platform/node/folders.ts';
import { WorkerHasher } from '../../background/platform/node/worker-hasher.ts';
import { build } from '../../build.mjs';
import { inLanes } from '../../src/create/in-lanes.ts';
import { makeTorrent } from '../../src/create/make-torrent.ts';
import type { Hasher } from '../../src/ports/hasher.ts';
import { makeFileSet } from '../support/file-set.ts';

const SMALL_FILES = 5000;
const VERSIONS = ['v1', 'v2', 'hybrid'] as const;

/** How fast torrents are made, beside the hasher alone; medians over the runs. */
export interface MakingFigures {
  readonly what: string;
  /** MB a second, from looking for the files to the torrent file. */
  readonly speed: number;
  /** Of the speed at which the hasher does the same work over bytes in memory. */
  readonly toHasher: number;
}

/** `source`: a folder with one large file, of `size` bytes. */
export async function measureMaking(
  dir: string,
  source: string,
  size: number,
  runs: number,
): Promise<MakingFigures[]> {
  const many = join(dir, 'many');
  await mkdir(many);
  const names = Array.from({ length: SMALL_FILES }, (_, at) => `${at % 50}/${at}`);
  const each = Math.ceil(size / SMALL_FILES);
  await makeFileSet(dir, 'many', Object.fromEntries(names.map((name) => [name, each])));
  await build({ outDir: join(dir, 'making'), only: 'node' });
  const hasher = new WorkerHasher(pathToFileURL(join(dir, 'making', 'node', 'rill.mjs')));
  const figures: MakingFigures[] = [];
  for (const [folder, of] of [
    [source, 'one file'],
    [many, `${SMALL_FILES} files`],
  ] as const) {
    for (const version of VERSIONS) {
      const recorder = new RecordingHasher(hasher);
      await make(folder, version, recorder);
      const seconds: number[] = [];
      const ratios: number[] = [];
      // In turn, so that what else the machine does falls on both.
      for (let run = 0; run < runs; run++) {
        const alone = await timed(() => recorder.repeat());
        const all = await timed(() => make(folder, version, hasher));
        seconds.push(all);
        ratios.push(alone / all);
      }
      const speed = size / 1e6 / median(seconds);
      figures.push({ what: `${version}, ${of}`, speed, toHasher: median(ratios) });
    }
  }
  await hasher.close();
  return figures;
}

export function formatMaking(figures: readonly MakingFigures[]): string {
  const lines = figures.map(({ what, speed, toHasher }) => {
    const columns = [`${speed.toFixed(0)}`.padStart(6), toHasher.toFixed(2).padStart(11)];
    return `${what.padEnd(20)}${columns.join('')}`;
  });
  return [`${'making a torrent'.padEnd(20)}  MB/s   x hasher`, ...lines].join('\n');
}

async function make(path: string, version: 'v1' | 'v2' | 'hybrid', hasher: Hasher) {
  const folder = await new NodeFolders(path).open(folderRef(path));
  const { signal } = new AbortController();
  const rest = { trackers: [], webSeeds: [], private: false, ignore: [] };
  await makeTorrent(
    { path: [], name: 'bench', version, ...rest },
    { folder, hasher, now: 0, progress: () => {}, signal },
  );
  await folder.close();
}

/** Remembers what was asked, to ask it again of bytes in memory. */
class RecordingHasher implements Hasher {
  readonly #inner: Hasher;
  readonly #work: (() => Promise<unknown>)[] = [];
  readonly #scratch: Uint8Array;

  constructor(inner: Hasher) {
    this.#inner = inner;
    // As long as any piece here.
    this.#scratch = inner.allocate(16 << 20).fill(1);
  }

  allocate(length: number): Uint8Array {
    return this.#inner.allocate(length);
  }

  digest(algorithm: 'sha1' | 'sha256', chunks: readonly Uint8Array[]) {
    const memory = chunks.map(({ length }) => this.#scratch.subarray(0, length));
    this.#work.push(() => this.#inner.digest(algorithm, memory));
    return this.#inner.digest(algorithm, chunks);
  }

  digestEach(bytes: Uint8Array, length: number) {
    return this.#inner.digestEach(bytes, length);
  }

  merkleRoot(bytes: Uint8Array, leaves: number) {
    const memory = this.#scratch.subarray(0, bytes.length);
    this.#work.push(() => this.#inner.merkleRoot(memory, leaves));
    return this.#inner.merkleRoot(bytes, leaves);
  }

  /** Never idle: several are asked at once. */
  async repeat(): Promise<void> {
    await inLanes(8, this.#work, async (work) => void (await work()));
  }
}

async function timed(task: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await task();
  return (performance.now() - begun) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
