import { HashTrees } from '../../../src/merkle/hash-trees.ts';
import { FileLayout } from '../../../src/metainfo/file-layout.ts';
import { parseTorrent } from '../../../src/metainfo/parse-torrent.ts';
import { Pieces } from '../../../src/metainfo/pieces.ts';
import type { HashRange } from '../../../src/protocol/peer-wire/message.ts';
import { nodeSha } from '../node-sha.ts';
import type { MemoryTorrent } from './memory-torrent.ts';

/** Answers every hash request about a torrent, of which everything is known. */
export function knownTrees(torrent: MemoryTorrent) {
  const metainfo = parseTorrent(torrent.file);
  const layout = new FileLayout(metainfo.files);
  const pieces = new Pieces(metainfo, layout);
  const trees = new HashTrees(metainfo, layout, pieces, nodeSha);
  return (range: HashRange) =>
    trees.answer(range, (piece) => {
      const from = pieces.offset(piece);
      const bytes = torrent.content.subarray(from, from + pieces.size(piece));
      return nodeSha.digestEach(bytes, 16_384);
    });
}
