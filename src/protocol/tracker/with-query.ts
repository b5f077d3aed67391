/**
 * An address with fields added to its query, which are encoded already. Its own query, a
 * passkey perhaps, stays in front; a fragment is dropped.
 */
export function withQuery(address: string, fields: readonly string[]): string {
  const base = address.split('#', 1)[0]!;
  const query = fields.join('&');
  if (!base.includes('?')) return `${base}?${query}`;
  return /[?&]$/.test(base) ? base + query : `${base}&${query}`;
}
