import { expect, test } from '@jest/globals';
import { FilterBar } from '../../../../ui/store/filter-bar.ts';

test('is restored as it was left', () => {
  const bar = new FilterBar();
  bar.open.value = false;
  bar.fold('label', true);
  bar.fold('tracker', true);
  bar.fold('tracker', false);
  const next = new FilterBar();
  next.restore(JSON.parse(JSON.stringify(bar.now())));
  expect(next.open.value).toBe(false);
  expect(next.isFolded('label')).toBe(true);
  expect(next.isFolded('tracker')).toBe(false);
});

test.each([undefined, null, 7, {}, { open: 1, folded: 'label' }, { folded: [7, 'x'] }])(
  'is as at first after %j',
  (kept) => {
    const bar = new FilterBar();
    bar.restore(kept);
    expect(bar.now()).toEqual({ open: true, folded: [] });
  },
);
