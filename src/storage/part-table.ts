/** Where one slice lies in the part file. */
export interface Place {
  /** Bytes from the beginning of the part file. */
  readonly offset: number;
  /** Whether its bytes are there, or only room for them. */
  readonly filled: boolean;
}

/*
 * The head of a part file, numbers big-endian:
 *
 *    0  8  "RILLPART"
 *    8  4  version: 1
 *   12  4  how many slices the torrent has, n
 *   16  8n for each slice its place: 0 while it has none; else the highest bit says whether
 *          its bytes are there, the others are the offset in the part file
 */
const MAGIC = 'RILLPART';
const VERSION = 1;
const HEAD = 16;
const ENTRY = 8;
const FILLED = 0x8000_0000;

/** Bytes of the head for `count` slices. */
export function tableLength(count: number): number {
  return HEAD + ENTRY * count;
}

/** Where in the part file the entry of a slice lies. */
export function entryOffset(slice: number): number {
  return HEAD + ENTRY * slice;
}

export function encodeTable(places: readonly (Place | undefined)[]): Uint8Array {
  const bytes = new Uint8Array(tableLength(places.length));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(8, VERSION);
  view.setUint32(12, places.length);
  for (const [slice, place] of places.entries())
    bytes.set(encodeEntry(place), entryOffset(slice));
  return bytes;
}

export function encodeEntry(place: Place | undefined): Uint8Array {
  const bytes = new Uint8Array(ENTRY);
  if (!place) return bytes;
  const view = new DataView(bytes.buffer);
  const high = Math.floor(place.offset / 2 ** 32);
  view.setUint32(0, high + (place.filled ? FILLED : 0));
  view.setUint32(4, place.offset % 2 ** 32);
  return bytes;
}

/**
 * The places of slices of these lengths, in a part file that begins with `bytes` and is `size`
 * bytes long; what cannot be in it has none. undefined when this is no such part file.
 */
export function decodeTable(
  bytes: Uint8Array,
  lengths: readonly number[],
  size: number,
): (Place | undefined)[] | undefined {
  const head = tableLength(lengths.length);
  if (bytes.length < head) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const magic = new TextDecoder().decode(bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC || view.getUint32(8) !== VERSION) return undefined;
  if (view.getUint32(12) !== lengths.length) return undefined;
  return lengths.map((length, slice) => {
    const high = view.getUint32(entryOffset(slice));
    const offset = (high % FILLED) * 2 ** 32 + view.getUint32(entryOffset(slice) + 4);
    if (offset < head || offset + length > size) return undefined;
    return { offset, filled: high >= FILLED };
  });
}
