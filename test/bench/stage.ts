import { execFile, execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeFileSet } from '../support/file-set.ts';
import { type LibtorrentPeer, seedWithLibtorrent } from '../support/libtorrent.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

/** Never the bottleneck: it is the same for all, and its time is nobody's. */
const SEEDER_SETTINGS = {
  send_buffer_watermark: 8 * 1024 * 1024,
  send_buffer_low_watermark: 1024 * 1024,
  send_socket_buffer_size: 1024 * 1024,
  max_allowed_in_request_queue: 5_000,
};

/** What all contestants share: memory to work in, one torrent, one seeder. */
export interface Stage {
  /** On tmpfs, if that could be mounted. */
  readonly dir: string;
  /** Whether `dir` is a tmpfs of the stage's own. */
  readonly tmpfs: boolean;
  readonly torrent: Torrent;
  /** Bytes. */
  readonly size: number;
  readonly pieceLength: number;
  readonly seeder: LibtorrentPeer;
  close(): Promise<void>;
}

export async function openStage(size: number, pieceLength: number): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), 'rill-bench-'));
  const tmpfs = await promisify(execFile)('mount', [
    '-t',
    'tmpfs',
    'rill-bench',
    dir,
  ]).then(
    () => true,
    () => false,
  );
  // Also when something leaves without asking: puppeteer does, on a signal.
  const leave = () => {
    process.off('exit', leave);
    // Lazily: what a killed browser still holds goes when it does.
    if (tmpfs) execFileSync('umount', ['--lazy', dir]);
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', leave);
  try {
    const source = join(dir, 'source');
    await mkdir(source);
    const files = await makeFileSet(source, 'bench.bin', size);
    const torrent = await makeTorrent(files, { pieceLength });
    const seeder = await seedWithLibtorrent(torrent, { settings: SEEDER_SETTINGS });
    const close = () => seeder.stop().then(leave);
    return { dir, tmpfs, torrent, size, pieceLength, seeder, close };
  } catch (error) {
    leave();
    throw error;
  }
}
