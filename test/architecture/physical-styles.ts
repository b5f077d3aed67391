import type { Files } from './repository.ts';

const SIDES = '(?:left|right)';
/** Four different lengths: the second is the right one, the fourth the left. */
const FOUR = String.raw`(?:padding|margin|inset|border-width):\s*([^\s;]+) +([^\s;]+) +([^\s;]+) +([^\s;]+);`;
const PHYSICAL = new RegExp(
  [
    String.raw`(?:margin|padding|border|scroll-margin|scroll-padding)-${SIDES}\b`,
    String.raw`(?:^|[{;\s])${SIDES}\s*:`,
    String.raw`(?:text-align|float|clear):\s*${SIDES}\b`,
    `border-(?:top|bottom)-${SIDES}-radius`,
  ].join('|'),
  'gm',
);

/** Styles say start and end, so that they hold from right to left, too. */
export function physicalStyles(files: Files): string[] {
  return [...files].flatMap(([path, style]) => {
    if (!path.startsWith('ui/') || !path.endsWith('.css')) return [];
    const sides = [...style.matchAll(PHYSICAL)].map(([found]) => found.trim());
    const four = [...style.matchAll(new RegExp(FOUR, 'g'))]
      .filter(([, , right, , left]) => right !== left)
      .map(([found]) => found);
    return [...sides, ...four].map((found) => `${path}: ${found}`);
  });
}
