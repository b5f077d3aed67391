import { type Encodable, encode } from '../bencode/encode.ts';

export interface TorrentPlan {
  readonly name: string;
  /** Bytes; by custom a power of two from 16 KiB up. */
  readonly pieceLength: number;
  /** In stream order. A torrent of a single file has one, whose path is empty. */
  readonly files: readonly {
    readonly path: readonly string[];
    readonly length: number;
  }[];
  /** SHA-1 of each piece, 20 bytes, one behind another. */
  readonly pieces: Uint8Array;
  /** By tier (BEP 12). */
  readonly trackers?: readonly (readonly string[])[];
  readonly webSeeds?: readonly string[];
  readonly isPrivate?: boolean;
  readonly comment?: string;
  readonly createdBy?: string;
  /** Milliseconds since 1970. */
  readonly creationDate?: number;
}

/** The bytes of a v1 torrent file (BEP 3). */
export function buildTorrent(plan: TorrentPlan): Uint8Array {
  const { trackers = [], webSeeds = [] } = plan;
  return encode({
    announce: trackers[0]?.[0],
    'announce-list': trackers.flat().length > 1 ? trackers : undefined,
    comment: plan.comment,
    'created by': plan.createdBy,
    'creation date':
      plan.creationDate === undefined ? undefined : Math.floor(plan.creationDate / 1000),
    info: {
      ...buildContent(plan.files),
      name: plan.name,
      'piece length': plan.pieceLength,
      pieces: plan.pieces,
      private: plan.isPrivate ? 1 : undefined,
    },
    'url-list': webSeeds.length > 0 ? webSeeds : undefined,
  });
}

function buildContent(files: TorrentPlan['files']): Record<string, Encodable> {
  const [first] = files;
  if (files.length === 1 && first?.path.length === 0) return { length: first.length };
  return { files: files.map(({ path, length }) => ({ length, path })) };
}
