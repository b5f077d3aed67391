import { bytes } from './figures.ts';
import type { Inspection } from './inspection.ts';

/** The same for a person, line by line; what is not known is left out. */
export function inspectionText(inspection: Inspection): string {
  const { pieceCount, pieceLength, totalSize, creationDate, files } = inspection;
  const created = creationDate === null ? Number.NaN : creationDate * 1000;
  const facts: readonly (readonly [string, string | null])[] = [
    ['name', inspection.name],
    ['version', inspection.version],
    ['info hash v1', inspection.infoHashV1],
    ['info hash v2', inspection.infoHashV2],
    ['size', totalSize === null ? null : `${bytes(totalSize)} (${totalSize} bytes)`],
    ['pieces', pieceCount === null ? null : `${pieceCount} of ${pieceLength} bytes`],
    ['private', inspection.private ? 'yes' : null],
    ...inspection.trackers.map((tier) => ['tracker', tier.join(' or ')] as const),
    ...inspection.webSeeds.map((url) => ['web seed', url] as const),
    ...inspection.nodes.map((node) => ['node', node] as const),
    ['comment', inspection.comment],
    ['made with', inspection.createdBy],
    ['made on', dateText(created)],
    ...inspection.warnings.map((warning) => ['warning', warning] as const),
  ];
  const known = facts.filter(([, value]) => value !== null);
  const lines = known.map(([label, value]) => `${label}: ${printable(value!)}`);
  const shown = files.filter(({ pad }) => !pad);
  const width = shown.reduce((most, { size }) => Math.max(most, bytes(size).length), 0);
  const list = shown.map(
    ({ path, size, executable }) =>
      `  ${bytes(size).padStart(width)}  ${printable(path)}${executable ? ' *' : ''}`,
  );
  const count = shown.length === 1 ? '1 file:' : `${shown.length} files:`;
  return [...lines, ...(shown.length > 0 ? [count, ...list] : [])].join('\n');
}

/** null for a time that no calendar has. */
function dateText(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** A torrent could otherwise move the cursor, or write what this program did not say. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}
