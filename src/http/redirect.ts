const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Where an answer sends its reader (RFC 9110, section 15.4); undefined when nowhere else. */
export function redirectTarget(
  status: number,
  location: string | undefined,
): string | undefined {
  return REDIRECTS.has(status) ? location : undefined;
}
