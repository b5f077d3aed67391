import { concat } from '../../bytes/concat.ts';
import { encodeUtf8 } from '../../bytes/text.ts';

const URL_DATA = 2;
/** The length of an option's data is one byte. */
const LONGEST = 255;

/**
 * The path and query of a tracker's address as options behind an announce (BEP 41), in pieces
 * that the tracker joins; none for an empty one, which older trackers then never see.
 */
export function urlDataOptions(path: string): Uint8Array {
  const bytes = encodeUtf8(path);
  const options: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += LONGEST) {
    const piece = bytes.subarray(at, at + LONGEST);
    options.push(Uint8Array.of(URL_DATA, piece.length), piece);
  }
  return concat(options);
}
