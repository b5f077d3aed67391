import * as v from 'valibot';
import { fromBase64, toBase64 } from '../bytes/base64.ts';
import { Bitfield } from '../bytes/bitfield.ts';
import type { FolderPath, FolderRef } from '../ports/folders.ts';
import { type FileRanks, NO_RANKS } from './file-ranks.ts';
import { DEFAULT_OPTIONS, type TorrentOptions } from './torrent-options.ts';

/** What is kept of a torrent beside its file, so that nothing is fetched twice. */
export interface ResumeData {
  /** The pieces verified and written; undefined when the files were never looked at. */
  readonly have: Bitfield | undefined;
  readonly folder: FolderRef;
  /**
   * The folder stands for the torrent's own top folder: its files lie in it without the
   * torrent's name above them, where whoever made the torrent had them.
   */
  readonly ownFolder: boolean;
  /** Where a move under way takes the files; what is there of them is ours. */
  readonly movingTo?: FolderRef | undefined;
  /** What a person calls it; undefined: as the torrent file does. */
  readonly title?: string | undefined;
  /** Paths of files that were renamed, by index: in place of the torrent file's. */
  readonly names?: readonly FileName[] | undefined;
  /** What a renaming under way makes of some: each file has the one name or the other. */
  readonly renaming?: readonly FileName[] | undefined;
  /** Indices of the files not to download, ascending. */
  readonly unwanted: readonly number[];
  readonly ranks: FileRanks;
  readonly options: TorrentOptions;
  readonly paused: boolean;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  readonly completedAt?: number | undefined;
  /** Payload bytes, ever. */
  readonly downloaded: number;
  readonly uploaded: number;
  /** Seconds of sharing, having everything, ever. */
  readonly seeded: number;
}

export interface FileName {
  readonly index: number;
  readonly path: FolderPath;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const limit = v.nullable(v.pipe(v.number(), v.minValue(0)));

const options = v.object({
  downLimit: v.optional(count, 0),
  upLimit: v.optional(count, 0),
  sequential: v.optional(v.boolean(), false),
  superSeeding: v.optional(v.boolean(), false),
  forced: v.optional(v.boolean(), false),
  seeding: v.optional(
    v.nullable(v.object({ ratio: limit, time: limit, idle: limit })),
    null,
  ),
});

const folder = v.object({ id: v.string(), name: v.string() });

const fileName = v.object({
  index: count,
  path: v.pipe(v.array(v.string()), v.minLength(1)),
});

const Stored = v.object({
  version: v.literal(1),
  have: v.nullable(v.string()),
  folder,
  ownFolder: v.optional(v.boolean(), false),
  movingTo: v.optional(folder),
  title: v.optional(v.string()),
  names: v.optional(v.array(fileName)),
  renaming: v.optional(v.array(fileName)),
  unwanted: v.optional(v.array(count), []),
  ranks: v.optional(v.object({ high: v.array(count), low: v.array(count) }), NO_RANKS),
  options: v.optional(options, DEFAULT_OPTIONS),
  paused: v.boolean(),
  addedAt: v.number(),
  completedAt: v.optional(v.number()),
  downloaded: count,
  uploaded: count,
  seeded: v.optional(count, 0),
});

export function encodeResumeData(data: ResumeData): Uint8Array {
  const have = data.have ? toBase64(data.have.bytes) : null;
  return new TextEncoder().encode(JSON.stringify({ version: 1, ...data, have }));
}

/** undefined when it cannot be read: the files are looked at again then. */
export function decodeResumeData(
  bytes: Uint8Array,
  pieceCount: number,
): ResumeData | undefined {
  try {
    const stored = v.parse(Stored, JSON.parse(new TextDecoder().decode(bytes)));
    const claimed = stored.have === null ? undefined : fromBase64(stored.have);
    const have = claimed && Bitfield.from(claimed, pieceCount);
    return { ...stored, have };
  } catch {
    return undefined;
  }
}
