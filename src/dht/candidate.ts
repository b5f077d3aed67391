/** A node that a lookup has heard of. */
export interface Candidate {
  /** undefined while only its address is known. */
  id: Uint8Array | undefined;
  /** Asked before all others, wherever it is; until it answers it has no place among them. */
  isFirst: boolean;
  /** 6 or 18 bytes. */
  readonly address: Uint8Array;
  state: CandidateState;
  /** The round it is asked in: 1 when we knew it, else one more than who told us of it. */
  readonly round: number;
  /** Who told us; undefined when we knew it, or several did. */
  teller: Candidate | undefined;
  /** Of those it alone told us of: how many were slow or worse or others, how many answered. */
  strikes: number;
  vouched: number;
  /** What an announce or put to it must carry. */
  token: Uint8Array | undefined;
}

/**
 * fresh -> asked -> answered, or failed
 * asked -> slow -> answered, or failed
 *
 * Refused: it answered, but is none to rely on.
 */
export type CandidateState =
  | 'fresh'
  | 'asked'
  | 'slow'
  | 'answered'
  | 'failed'
  | 'refused';

/** Of the nodes that one told us of, so many that are not there make it one not to believe. */
const STRIKES = 3;

/** Whether what it told us is likely to be made up. */
export function isDoubtful({ teller }: Candidate): boolean {
  return teller !== undefined && teller.vouched === 0 && teller.strikes >= STRIKES;
}

export function isGone({ state }: Candidate): boolean {
  return state === 'failed' || state === 'refused';
}

/** It is not there, or is not the one that we were told of. */
export function strike({ teller }: Candidate): void {
  if (teller) teller.strikes++;
}
