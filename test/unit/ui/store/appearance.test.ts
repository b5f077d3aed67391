import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { signal } from '@preact/signals';
import type { WindowHost } from '../../../../ui/client/window-host.ts';
import { keepAppearance } from '../../../../ui/store/appearance.ts';
import { DetailsPane } from '../../../../ui/store/details-pane.ts';
import { KeptPane } from '../../../../ui/store/kept-pane.ts';
import { Selection } from '../../../../ui/store/selection.ts';

const pane = { open: true, tab: 'peers', height: 400 };
let remembered: unknown[];
let details: DetailsPane;

beforeEach(() => {
  jest.useFakeTimers();
  remembered = [];
  details = new DetailsPane(new Selection(signal(['a'])));
});
afterEach(() => {
  jest.useRealTimers();
});

/** Opens a window whose host kept this, with the pane for its only part. */
function open(kept: unknown): Promise<void> {
  return keepAppearance([new KeptPane(details)], hostWith(kept));
}

function hostWith(kept: unknown): WindowHost {
  const remember = (appearance: unknown) => remembered.push(appearance);
  return { recall: async () => kept, remember } as unknown as WindowHost;
}

test('looks as it was left', async () => {
  await open({ pane });
  expect([details.open.value, details.tab.value, details.height.value]).toEqual([
    true,
    'peers',
    400,
  ]);
  jest.runAllTimers();
  expect(remembered).toEqual([]);
});

test('remembers what changed, once it has settled', async () => {
  await open(undefined);
  details.show('files');
  details.resize(250, 1000);
  details.resize(260, 1000);
  expect(remembered).toEqual([]);
  jest.runAllTimers();
  expect(remembered).toEqual([{ pane: { open: true, tab: 'files', height: 260 } }]);
});

test.each([
  undefined,
  null,
  7,
  {},
  { pane: null },
  { pane: { ...pane, height: Number.NaN } },
  { pane: { ...pane, open: 1 } },
])('takes nothing from %j', async (kept) => {
  await open(kept);
  expect([details.open.value, details.tab.value, details.height.value]).toEqual([
    false,
    'general',
    320,
  ]);
});

test('takes what is known of a tab that is not, and no height below the least', async () => {
  await open({ pane: { ...pane, tab: 'no-such', height: -5 } });
  expect([details.open.value, details.tab.value, details.height.value]).toEqual([
    true,
    'general',
    160,
  ]);
});
