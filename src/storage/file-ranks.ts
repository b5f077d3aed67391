/** How much a file is wanted; 'skip': not at all. */
export type FilePriority = 'skip' | 'low' | 'normal' | 'high';

/** How much a piece is wanted: as much as the most wanted file that it has a part of. */
export type PieceRank = Exclude<FilePriority, 'skip'>;

/** Files that come before the others that are wanted, or after them: indices, ascending. */
export interface FileRanks {
  readonly high: readonly number[];
  readonly low: readonly number[];
}

export const NO_RANKS: FileRanks = { high: [], low: [] };
