import type { BencodeDict } from '../../bencode/value.ts';
import { decodeLatin1 } from '../../bytes/text.ts';
import { TrackerError } from '../../errors/tracker-error.ts';
import { decodeAnswer, failureOf } from './tracker-answer.ts';

/** What a tracker knows of a torrent (BEP 48). */
export interface ScrapeCounts {
  readonly seeds: number;
  readonly leechers: number;
  /** Downloads that were completed. */
  readonly completed: number;
}

/**
 * Reads the body of an HTTP scrape's answer (BEP 48): for each info hash its counts, undefined
 * where the tracker said nothing of it. Throws TrackerError 'refused-by-tracker', its
 * message being the tracker's reason, or 'bad-answer'.
 */
export function parseScrapeResponse(
  body: Uint8Array,
  infoHashes: readonly Uint8Array[],
): (ScrapeCounts | undefined)[] {
  const answer = decodeAnswer(body);
  const failure = failureOf(answer);
  if (failure) throw failure;
  const files = answer.dict('files');
  if (!files) throw new TrackerError('bad-answer', 'the tracker told of no torrents');
  return infoHashes.map((infoHash) => readCounts(files.dict(decodeLatin1(infoHash))));
}

function readCounts(file: BencodeDict | undefined): ScrapeCounts | undefined {
  if (!file) return undefined;
  const count = (key: string) => Math.max(file.integer(key) ?? 0, 0);
  return {
    seeds: count('complete'),
    leechers: count('incomplete'),
    completed: count('downloaded'),
  };
}
