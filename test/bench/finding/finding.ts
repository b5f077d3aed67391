/** How many links come before, in the same session. */
export const SITUATIONS = { 'just started': 0, 'at work': 1 } as const;
export type Situation = keyof typeof SITUATIONS;

/** Seconds from the link, or from the start of the program where that is said. */
export interface Finding {
  /** To the info dict. */
  readonly metadata: number;
  /** To the first piece that is verified. */
  readonly piece: number;
  /** undefined where other links came before. */
  readonly pieceFromStart: number | undefined;
}

/** What both took, one after the other. */
export interface FindingRun {
  readonly situation: Situation;
  readonly rill: Finding;
  readonly libtorrent: Finding;
}
