/** Text as it is read: without the marks around names (Unicode FSI and PDI), on one line. */
export function asRead(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ');
}
