import { useCallback, useMemo } from 'preact/hooks';
import type { TorrentDetails } from '../../../src/api/snapshot.ts';
import { fromBase64 } from '../../client/base64.ts';
import { bytesHad, countPieces } from '../../format/file-progress.ts';
import type { FileNode } from '../../format/file-tree.ts';
import { useApp } from '../../store/app.ts';
import { usePolled } from '../use-polled.ts';

const EVERY = 2_000;

/** How many bytes of a file or folder are had; undefined while that is not known. */
export function useFileProgress(
  details: TorrentDetails,
): (node: FileNode) => number | undefined {
  const { commands } = useApp();
  const { id, pieceCount, pieceLength } = details;
  const ask = useCallback((of: string) => commands.getPieces(of), [commands]);
  const have = usePolled(id, EVERY, ask).value?.have;
  return useMemo(() => {
    if (have === undefined) return () => undefined;
    const counts = countPieces(fromBase64(have), pieceCount);
    // A folder's is asked for with each row drawn.
    const known = new Map<string, number>();
    return ({ key, files }: FileNode) => {
      const before = known.get(key);
      if (before !== undefined) return before;
      const done = files.reduce(
        (sum, file) => sum + bytesHad(file, counts, pieceLength),
        0,
      );
      known.set(key, done);
      return done;
    };
  }, [have, pieceCount, pieceLength]);
}
