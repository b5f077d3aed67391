import { expect, test } from '@jest/globals';
import { signal } from '@preact/signals';
import { Begun } from '../../../../ui/store/begun.ts';

test('it has begun with the first torrent, and stays so when there is none any more', () => {
  const ids = signal<readonly string[]>([]);
  const begun = new Begun({ ids });
  expect(begun.value).toBe(false);
  ids.value = ['a'];
  ids.value = [];
  expect(begun.now()).toBe(true);
});

test('it is as it was left, whatever else was kept', () => {
  const of = (kept: unknown) => {
    const begun = new Begun({ ids: signal([]) });
    begun.restore(kept);
    return begun.value;
  };
  expect(of(true)).toBe(true);
  for (const kept of [false, undefined, null, 'true', {}]) expect(of(kept)).toBe(false);
});
