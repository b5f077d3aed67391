import { expect, test } from '@jest/globals';
import { signal } from '@preact/signals';
import { Selection } from '../../../../ui/store/selection.ts';

function list(...ids: string[]) {
  const order = signal<readonly string[]>(ids);
  return { order, selection: new Selection(order) };
}

test('selects one, and adds and takes out others', () => {
  const { selection } = list('a', 'b', 'c');
  selection.only('c');
  selection.toggle('a');
  expect(selection.ids.value).toEqual(['a', 'c']);
  selection.toggle('c');
  expect(selection.ids.value).toEqual(['a']);
});

test('extends from where the selection began, both ways', () => {
  const { selection } = list('a', 'b', 'c', 'd');
  selection.only('b');
  selection.extendTo('d');
  expect(selection.ids.value).toEqual(['b', 'c', 'd']);
  selection.extendTo('a');
  expect(selection.ids.value).toEqual(['a', 'b']);
});

test('drops what left the list', () => {
  const { order, selection } = list('a', 'b', 'c');
  selection.all();
  order.value = ['a', 'c'];
  expect(selection.ids.value).toEqual(['a', 'c']);
});

test('is on the first row until it is moved', () => {
  const { selection } = list('a', 'b');
  expect(selection.active.value).toBe('a');
  expect(selection.neighbour(1)).toBe('b');
});

test('moves to the next row when the active one is removed, or the last', () => {
  const { order, selection } = list('a', 'b', 'c');
  selection.only('b');
  order.value = ['a', 'c'];
  expect(selection.active.value).toBe('c');
  order.value = ['a'];
  expect(selection.active.value).toBe('a');
  order.value = [];
  expect(selection.active.value).toBeUndefined();
});

test('stays within the list', () => {
  const { selection } = list('a', 'b', 'c');
  expect(selection.neighbour(-1)).toBe('a');
  expect(selection.neighbour(Number.POSITIVE_INFINITY)).toBe('c');
  expect(list().selection.neighbour(1)).toBeUndefined();
});

test('one row stands for another: selected, focused, and where a range begins', () => {
  const { order, selection } = list('a', 'b', 'c');
  selection.only('b');
  selection.replace('b', 'x');
  order.value = ['a', 'x', 'c'];
  expect(selection.ids.value).toEqual(['x']);
  expect(selection.active.value).toBe('x');
  selection.extendTo('c');
  expect(selection.ids.value).toEqual(['x', 'c']);
});

test('what was not selected is not selected in another’s place', () => {
  const { order, selection } = list('a', 'b');
  selection.only('a');
  selection.replace('b', 'x');
  order.value = ['a', 'x'];
  expect(selection.ids.value).toEqual(['a']);
});
