import { labelKey, MOST_LABELS, readLabel } from '../../src/api/labels.ts';

export interface ReadLabels {
  /** None twice, in whatever case. */
  readonly labels: readonly string[];
  /** The first that cannot be a label, as it was typed. */
  readonly wrong: string | undefined;
  readonly tooMany: boolean;
}

/** Labels as they are typed, separated by commas. */
export function readLabels(typed: string): ReadLabels {
  const labels = new Map<string, string>();
  let wrong: string | undefined;
  for (const part of typed.split(/[,،、，;]/u)) {
    if (part.trim() === '') continue;
    const label = readLabel(part);
    if (label === undefined) wrong ??= part.trim();
    else if (!labels.has(labelKey(label))) labels.set(labelKey(label), label);
  }
  return {
    labels: [...labels.values()],
    wrong,
    tooMany: labels.size > MOST_LABELS,
  };
}
