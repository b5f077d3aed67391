import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { useWindow } from './use-window.ts';

const ui = useWindow();

test('shows names as they are: no markup, none wider than its row', async () => {
  await ui.open('names', 360);
  expect(await ui.page.$('.list img')).toBeNull();
  await ui.sees('<img src=x onerror=alert');
  for (const width of [360, 800, 1600]) {
    await ui.page.setViewport({ width, height: 720 });
    const tooWide = await ui.page.evaluate(
      () => document.querySelector('.main')!.scrollWidth > innerWidth,
    );
    expect({ width, tooWide }).toEqual({ width, tooWide: false });
  }
});

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const looks = (['empty', 'mix', 'embedded', 'errors'] as const).flatMap((scenario) =>
  (['light', 'dark'] as const).map((scheme) => [scenario, scheme] as const),
);

test.each(looks)('axe finds nothing wrong with %s in %s', async (scenario, scheme) => {
  await ui.page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await ui.open(scenario, 800);
  expect(await axeFindings()).toEqual([]);
  if (scenario === 'empty') {
    await ui.click('button', 'Settings');
  } else {
    await ui.page.focus('[role=row][tabindex="0"]');
    await ui.page.keyboard.press('Delete');
  }
  await ui.page.waitForSelector('dialog[open]');
  expect(await axeFindings()).toEqual([]);
});

async function axeFindings(): Promise<string[]> {
  await ui.page.evaluate(await readFile(AXE, 'utf8'));
  return ui.page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document);
    return violations.flatMap((violation) =>
      violation.nodes.map(
        (node) => `${violation.id}: ${node.html} ${node.failureSummary}`,
      ),
    );
  });
}
