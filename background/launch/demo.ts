import { spawn } from 'node:child_process';
import { createCipheriv, createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildTorrent } from '../../src/metainfo/build-torrent.ts';
import type { NamedSource } from './add-torrents.ts';
import type { Ending } from './ending.ts';

const MIB = 1024 * 1024;
const NAME = 'Rill demo';
/** Bytes, by path. */
const FILES: Readonly<Record<string, number>> = {
  'large.bin': 32 * MIB,
  'small/one.bin': 15 * MIB,
  'small/two.bin': MIB + 1,
};
const TOTAL = Object.values(FILES).reduce((sum, size) => sum + size, 0);
const PIECE_LENGTH = 256 * 1024;
const SEEDING_MS = 30_000;

export interface Demo {
  readonly source: NamedSource;
  /** The seeder, "host:port". */
  readonly peer: string;
  readonly downloadDir: string;
  /** What to say of it first. */
  readonly introduction: string;
  /** Reads back what arrived; what to say of it. Rejects when it is not the same. */
  compare(downloadDir: string): Promise<string>;
}

/** A small file set in a temporary folder, seeded by a second Rill (of `dist`) on loopback. */
export async function startDemo(dist: string, endings: Ending[]): Promise<Demo> {
  const dir = await mkdtemp(join(tmpdir(), 'rill-demo-'));
  endings.push(() => rm(dir, { recursive: true, force: true }));
  const seeded = join(dir, 'seeded');
  await writeFiles(join(seeded, NAME));
  const torrent = makeTorrent();
  const torrentFile = join(dir, 'demo.torrent');
  await writeFile(torrentFile, torrent);
  const port = await seed(join(dist, 'node/rill.mjs'), torrentFile, seeded, endings);
  const size = `${Object.keys(FILES).length} files, ${(TOTAL / 1e6).toFixed(0)} MB`;
  return {
    source: {
      name: torrentFile,
      source: { kind: 'file', base64: Buffer.from(torrent).toString('base64') },
    },
    peer: `127.0.0.1:${port}`,
    downloadDir: join(dir, 'downloads'),
    introduction: `Demo: a second Rill, on 127.0.0.1:${port}, seeds ${size}.`,
    compare,
  };
}

async function writeFiles(dir: string): Promise<void> {
  for (const [path, size] of Object.entries(FILES)) {
    const file = join(dir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content(path, size));
  }
}

/** The torrent file of FILES. */
function makeTorrent(): Uint8Array {
  const files = Object.entries(FILES);
  const all = Buffer.concat(files.map(([path, size]) => content(path, size)));
  const hashes: Buffer[] = [];
  for (let start = 0; start < all.length; start += PIECE_LENGTH) {
    const piece = all.subarray(start, start + PIECE_LENGTH);
    hashes.push(createHash('sha1').update(piece).digest());
  }
  return buildTorrent({
    name: NAME,
    pieceLength: PIECE_LENGTH,
    files: files.map(([path, length]) => ({ path: path.split('/'), length })),
    pieces: Buffer.concat(hashes),
  });
}

/** Bytes that look random and are the same each time. */
function content(path: string, size: number): Buffer {
  const key = createHash('sha256').update(path).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
}

/** Starts the seeder; the port it listens on. */
async function seed(
  rill: string,
  torrentFile: string,
  dir: string,
  endings: Ending[],
): Promise<number> {
  const args = [rill, 'seed', torrentFile, '--dir', dir, '--port', '0', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  endings.push(async () => {
    child.kill();
    await exited;
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the seeder is silent')), SEEDING_MS);
    exited.then((code) => {
      clearTimeout(timer);
      reject(new Error(`the seeder ended with ${code}`));
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const report = JSON.parse(line) as { event: string; port?: number | null };
      if (report.event !== 'listening' || !report.port) return;
      clearTimeout(timer);
      resolve(report.port);
    });
  });
}

async function compare(downloadDir: string): Promise<string> {
  const dir = join(downloadDir, NAME);
  for (const [path, size] of Object.entries(FILES)) {
    if (!content(path, size).equals(await readFile(join(dir, path)))) {
      throw new Error(`${join(dir, path)} is not what was seeded`);
    }
  }
  return 'Complete, and every byte is as it was seeded.';
}
