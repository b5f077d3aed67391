export interface ContentRange {
  /** The first byte. */
  readonly start: number;
  /** The last byte. */
  readonly end: number;
  /** Bytes of the whole; undefined when the server does not say. */
  readonly size: number | undefined;
}

/** Reads a Content-Range (RFC 9110, section 14.4); undefined when it makes no sense. */
export function parseContentRange(text: string): ContentRange | undefined {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(?:(\d{1,15})|\*)$/i.exec(text);
  if (!match) return undefined;
  const start = Number(match[1]);
  const end = Number(match[2]);
  const size = match[3] === undefined ? undefined : Number(match[3]);
  if (end < start || (size !== undefined && end >= size)) return undefined;
  return { start, end, size };
}
