import { resolve } from 'node:path';
import type { Bitfield } from '../../src/bytes/bitfield.ts';
import { HashTrees } from '../../src/merkle/hash-trees.ts';
import { FileLayout } from '../../src/metainfo/file-layout.ts';
import { torrentId } from '../../src/metainfo/info-hash.ts';
import type { OpenedTorrent } from '../../src/metainfo/open-torrent.ts';
import { Pieces } from '../../src/metainfo/pieces.ts';
import { reportError } from '../../src/session/torrent-row.ts';
import { partFilePath } from '../../src/storage/placement.ts';
import { Selection } from '../../src/storage/selection.ts';
import { TorrentStorage } from '../../src/storage/torrent-storage.ts';
import { checkFiles } from '../../src/torrent/check-files.ts';
import { PieceVerifier } from '../../src/torrent/piece-verifier.ts';
import { folderRef, NodeFolders } from '../platform/node/folders.ts';
import { NodeHasher } from '../platform/node/hasher.ts';
import type { CheckReport } from './check-report.ts';
import type { CheckInvocation } from './look-arguments.ts';
import { readTorrent } from './read-torrent.ts';

/** What of a torrent is in a folder. */
export interface CheckResult {
  readonly complete: boolean;
  readonly pieceCount: number;
  /** Those that are there and right. */
  readonly pieces: number;
  /** Without pad files. */
  readonly files: readonly {
    readonly path: string;
    /** Bytes. */
    readonly size: number;
    /** Bytes of pieces that are right. */
    readonly done: number;
  }[];
}

/** Hashes what is in the folder; changes nothing. Answers the exit code. */
export async function check(
  { source, dir }: CheckInvocation,
  report: CheckReport,
  interrupt: AbortSignal,
): Promise<number> {
  try {
    const result = await look(source, resolve(dir), report, interrupt);
    report.checked(result);
    return result.complete ? 0 : 1;
  } catch (error) {
    if (interrupt.aborted) {
      report.interrupted();
      return 130;
    }
    report.failed(reportError(error));
    return 2;
  }
}

async function look(
  source: string,
  dir: string,
  report: CheckReport,
  signal: AbortSignal,
): Promise<CheckResult> {
  const hasher = new NodeHasher();
  const { metainfo, hashes }: OpenedTorrent = await readTorrent(source, hasher);
  const folder = await new NodeFolders(dir).open(folderRef(dir));
  try {
    const layout = new FileLayout(metainfo.files);
    const pieces = new Pieces(metainfo, layout);
    const selection = new Selection(layout, pieces, []);
    const partFile = partFilePath(torrentId(hashes));
    const trees = new HashTrees(metainfo, layout, pieces, hasher);
    const have = await checkFiles({
      pieces,
      storage: await TorrentStorage.open({ layout, pieces, selection, folder, partFile }),
      claimed: undefined,
      trees,
      verifier: new PieceVerifier(metainfo.pieceHashes, trees, pieces, hasher),
      progress: (fraction) => report.progress(metainfo.name, fraction),
      turn: async () => () => {},
      signal,
    });
    return resultOf(have, layout, pieces);
  } finally {
    await folder.close();
  }
}

function resultOf(have: Bitfield, layout: FileLayout, pieces: Pieces): CheckResult {
  const done = layout.files.map(() => 0);
  for (let piece = 0; piece < pieces.count; piece++) {
    if (!have.has(piece)) continue;
    for (const { file, length } of layout.slices(
      pieces.offset(piece),
      pieces.size(piece),
    )) {
      done[file]! += length;
    }
  }
  return {
    complete: have.full,
    pieceCount: pieces.count,
    pieces: have.count,
    files: layout.files.flatMap(({ path, length, kind }, index) =>
      kind === 'file' ? [{ path: path.join('/'), size: length, done: done[index]! }] : [],
    ),
  };
}
