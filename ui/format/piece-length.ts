import { formatCount } from '../i18n/text.ts';

const KIB = 1024;
const MIB = KIB * KIB;

/** "512 KiB", "4 MiB": a power of two as everybody writes it. Of bytes, 16 KiB or more. */
export function formatPieceLength(bytes: number): string {
  return bytes < MIB
    ? `${formatCount(bytes / KIB)} KiB`
    : `${formatCount(bytes / MIB)} MiB`;
}
