import { BencodeError } from '../../bencode/bencode-error.ts';
import { decode } from '../../bencode/decode.ts';
import type { BencodeDict } from '../../bencode/value.ts';
import { TrackerError } from '../../errors/tracker-error.ts';
import { NO_REASON, trackerWords } from './tracker-words.ts';

/** Seconds: a week. */
const MAX_RETRY_IN = 7 * 86_400;

/** The dictionary that is a tracker's answer. Throws TrackerError 'bad-answer'. */
export function decodeAnswer(body: Uint8Array): BencodeDict {
  try {
    const value = decode(body);
    if (value.kind === 'dict') return value;
  } catch (error) {
    if (!(error instanceof BencodeError)) throw error;
    const message = `the tracker's answer is not bencode: ${error.message}`;
    throw new TrackerError('bad-answer', message, { cause: error });
  }
  throw new TrackerError('bad-answer', "the tracker's answer is no dictionary");
}

/** 'refused-by-tracker' with the tracker's reason, where it gives one (BEP 3, 31). */
export function failureOf(answer: BencodeDict): TrackerError | undefined {
  const text = answer.text('failure reason');
  if (text === undefined) return undefined;
  const reason = trackerWords(text) || NO_REASON;
  const retryIn = readRetryIn(answer);
  return new TrackerError('refused-by-tracker', reason, { retryIn });
}

/** What a person should read, if there is anything. */
export function readText(answer: BencodeDict, key: string): string | undefined {
  return trackerWords(answer.text(key) ?? '') || undefined;
}

/** A tracker that means "never" may say 2^63: no integer is too large to be clamped. */
export function readNumber(answer: BencodeDict, key: string): number | undefined {
  const value = answer.get(key);
  return value?.kind === 'integer' ? Number(value.value) : undefined;
}

/** Minutes, or "never" (BEP 31). */
function readRetryIn(answer: BencodeDict): number | undefined {
  if (answer.text('retry in') === 'never') return Number.POSITIVE_INFINITY;
  const minutes = readNumber(answer, 'retry in');
  if (minutes === undefined || minutes <= 0) return undefined;
  return Math.min(minutes * 60, MAX_RETRY_IN);
}
