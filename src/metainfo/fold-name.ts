/**
 * The same for all names that some file system takes for one. Both ways, for "ẞ" is "ss" only
 * by way of "ß"; NFC once more, for a letter's other case may be two.
 */
export function foldName(name: string): string {
  return name.toLowerCase().toUpperCase().normalize('NFC');
}
