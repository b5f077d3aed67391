import { type Encodable, encode } from '../bencode/encode.ts';
import { decodeLatin1, encodeUtf8 } from '../bytes/text.ts';
import { padding } from './padding.ts';

export interface TorrentPlan {
  readonly name: string;
  /** Bytes; a power of two from 16 KiB up where there are hash trees (BEP 52). */
  readonly pieceLength: number;
  /**
   * In stream order, without pad files; with hash trees in the order of the tree: by the bytes
   * of the names, folder by folder. A torrent of a single file has one, whose path is empty.
   */
  readonly files: readonly PlannedFile[];
  /** SHA-1 of each piece, 20 bytes, one behind another; none makes a v2 torrent. */
  readonly pieces?: Uint8Array | undefined;
  /** Of each file, in their order (BEP 52); none makes a v1 torrent, both a hybrid. */
  readonly trees?: readonly HashTree[] | undefined;
  /** By tier (BEP 12). */
  readonly trackers?: readonly (readonly string[])[] | undefined;
  readonly webSeeds?: readonly string[] | undefined;
  readonly isPrivate?: boolean | undefined;
  readonly source?: string | undefined;
  readonly comment?: string | undefined;
  readonly createdBy?: string | undefined;
  /** Milliseconds since 1970. */
  readonly creationDate?: number | undefined;
}

export interface PlannedFile {
  readonly path: readonly string[];
  /** Bytes. */
  readonly length: number;
  readonly executable?: boolean | undefined;
}

/** What a v2 torrent knows of a file's hash tree. */
export interface HashTree {
  /** 32 bytes; undefined for an empty file. */
  readonly root: Uint8Array | undefined;
  /** SHA-256, 32 bytes for each piece; empty when there is one at most. */
  readonly layer: Uint8Array;
}

/** The bytes of a torrent file (BEP 3, 52), every dictionary sorted. */
export function buildTorrent(plan: TorrentPlan): Uint8Array {
  const { trackers = [], webSeeds = [], pieces, trees } = plan;
  return encode({
    announce: trackers[0]?.[0],
    'announce-list': trackers.flat().length > 1 ? trackers : undefined,
    comment: plan.comment,
    'created by': plan.createdBy,
    'creation date':
      plan.creationDate === undefined ? undefined : Math.floor(plan.creationDate / 1000),
    info: {
      ...(pieces && listFiles(plan)),
      'file tree': trees && fileTree(plan.name, plan.files, trees),
      'meta version': trees ? 2 : undefined,
      name: plan.name,
      'piece length': plan.pieceLength,
      pieces,
      private: plan.isPrivate ? 1 : undefined,
      source: plan.source,
    },
    'piece layers': trees && pieceLayers(trees),
    'url-list': webSeeds.length > 0 ? webSeeds : undefined,
  });
}

/**
 * The files as BEP 3 has them. In a hybrid of several, each is padded to a whole piece, the
 * last one, too: libtorrent's way, so that the same files get the same info hash.
 */
function listFiles({
  files,
  pieceLength,
  trees,
}: TorrentPlan): Record<string, Encodable | undefined> {
  const [first] = files;
  if (files.length === 1 && first?.path.length === 0) {
    return { attr: attributes(first), length: first.length };
  }
  const isPadded = trees !== undefined && files.length > 1;
  return {
    files: files.flatMap((file) => {
      const { path, length } = file;
      const listed: Encodable = { attr: attributes(file), length, path };
      const pad = isPadded ? padding(length, pieceLength) : 0;
      return pad > 0
        ? [listed, { attr: 'p', length: pad, path: ['.pad', `${pad}`] }]
        : [listed];
    }),
  };
}

/** A folder is a dictionary of names; a file is one whose single name is empty. */
type Tree = Map<string, Encodable | Tree>;

function fileTree(
  name: string,
  files: readonly PlannedFile[],
  trees: readonly HashTree[],
): Tree {
  const root: Tree = new Map();
  for (const [index, file] of files.entries()) {
    let folder = root;
    for (const element of file.path.length > 0 ? file.path : [name]) {
      const key = decodeLatin1(encodeUtf8(element));
      const inner = (folder.get(key) as Tree | undefined) ?? new Map();
      folder.set(key, inner);
      folder = inner;
    }
    folder.set('', {
      attr: attributes(file),
      length: file.length,
      'pieces root': trees[index]!.root,
    });
  }
  return root;
}

/** Of the files of more than one piece, by their roots. */
function pieceLayers(trees: readonly HashTree[]): ReadonlyMap<string, Uint8Array> {
  const layers = new Map<string, Uint8Array>();
  for (const { root, layer } of trees) {
    if (root && layer.length > 0) layers.set(decodeLatin1(root), layer);
  }
  return layers;
}

/** BEP 47. */
function attributes(file: PlannedFile): string | undefined {
  return file.executable ? 'x' : undefined;
}
