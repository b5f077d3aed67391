import { decodeUtf8 } from '../bytes/text.ts';
import { guessEncoding } from './guess-encoding.ts';
import { decodeLegacy, type LegacyEncoding, legacyEncoding } from './legacy-encoding.ts';

/** Reads all names of one torrent in the same way. */
export interface NameDecoder {
  /** Never fails; what no encoding has becomes U+FFFD. */
  decode(bytes: Uint8Array): string;
  /** The encoding that names which are not UTF-8 seem to be in; undefined when none is guessed. */
  readonly guessed: LegacyEncoding | undefined;
}

/**
 * Names are UTF-8 (BEP 3), but older programs wrote them as their system had them. What is
 * UTF-8 is read as that; all that is not, in the one encoding that suits them all together:
 * the declared one if every name is valid in it, else the most plausible one.
 *
 * `samples`: every name and path element, as received, that has no ".utf-8" twin. `declared`:
 * the torrent's key "encoding", or its "codepage" as digits; it may be wrong, or nonsense.
 */
export function nameDecoder(
  samples: Iterable<Uint8Array>,
  declared: string | undefined,
): NameDecoder {
  const legacy: Uint8Array[] = [];
  for (const bytes of samples) if (decodeUtf8(bytes) === undefined) legacy.push(bytes);
  const named = legacyEncoding(declared);
  const trusted =
    named !== undefined &&
    legacy.every((bytes) => !decodeLegacy(bytes, named).includes('\ufffd'));
  const encoding = trusted ? named : guessEncoding(legacy);
  return {
    decode: (bytes) => decodeUtf8(bytes) ?? decodeLegacy(bytes, encoding),
    guessed: legacy.length > 0 && !trusted ? encoding : undefined,
  };
}
