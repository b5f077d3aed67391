import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const script = readFile(AXE, 'utf8');

/**
 * What axe finds wrong with the page as it is, each with where; targets of less than 24 pixels
 * too. `rules`: these alone, where the others were asked already.
 */
export async function axeFindings(
  page: Page,
  rules?: readonly string[],
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis)))
    await page.evaluate(await script);
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      ...(only
        ? { runOnly: [...only] }
        : { rules: { 'target-size': { enabled: true } } }),
    });
    return violations.flatMap((violation) =>
      violation.nodes.map(
        (node) => `${violation.id}: ${node.html} ${node.failureSummary}`,
      ),
    );
  }, rules);
}
