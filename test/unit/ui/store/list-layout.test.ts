import { beforeEach, expect, test } from '@jest/globals';
import { ListLayout } from '../../../../ui/store/list-layout.ts';

let layout: ListLayout;

beforeEach(() => {
  layout = new ListLayout();
});

test('has as many columns as there is room for', () => {
  expect(layout.columns.value).toEqual([
    ...['name', 'progress', 'size', 'down', 'up', 'peers', 'eta'],
  ]);
  layout.room.value = 48;
  expect(layout.columns.value).toEqual(['name', 'progress', 'down', 'eta']);
});

test('a wide card has room for all figures, a narrow one for a few', () => {
  layout.room.value = 40;
  expect(layout.columns.value).toHaveLength(7);
  layout.room.value = 20;
  expect(layout.columns.value).toEqual(['name', 'progress', 'down', 'up', 'eta']);
});

test('keeps to what was chosen, whatever the room', () => {
  layout.toggle('size');
  layout.toggle('ratio');
  layout.room.value = 48;
  expect(layout.columns.value).toEqual([
    ...['name', 'progress', 'down', 'up', 'peers', 'eta', 'ratio'],
  ]);
});

test('a column that is chosen comes where it is at first', () => {
  layout.toggle('queue');
  layout.toggle('status');
  expect(layout.columns.value.slice(0, 5)).toEqual([
    ...['queue', 'name', 'progress', 'size', 'status'],
  ]);
});

test('the name cannot be left out', () => {
  layout.toggle('name');
  expect(layout.columns.value).toContain('name');
});

test('moves a column, and not beyond the others', () => {
  layout.move('eta', 1);
  expect(layout.columns.value.slice(0, 3)).toEqual(['name', 'eta', 'progress']);
  layout.move('eta', -5);
  expect(layout.columns.value[0]).toBe('eta');
  layout.move('eta', 99);
  expect(layout.columns.value.at(-1)).toBe('eta');
});

test('makes columns wider within bounds, and as they were', () => {
  layout.resize('size', 9.123456);
  expect(layout.widthOf('size')).toBe(9.12);
  layout.resize('size', 0);
  expect(layout.widthOf('size')).toBe(3);
  layout.resize('size', 1e9);
  expect(layout.widthOf('size')).toBe(60);
  layout.resize('size', undefined);
  expect(layout.widthOf('size')).toBe(5);
});

test('what is left over goes to the names, or to the end where those have their width', () => {
  expect(layout.template.value).toMatch(/^minmax\(11rem, 1fr\) .* 6\.5rem$/);
  layout.resize('name', 20);
  expect(layout.template.value).toMatch(/^20rem .* minmax\(6\.5rem, 1fr\)$/);
});

test('is restored as it was left', () => {
  layout.toggle('ratio');
  layout.move('ratio', 0);
  layout.resize('name', 30);
  layout.order.value = { key: 'ratio', reversed: true };
  const other = new ListLayout();
  other.restore(JSON.parse(JSON.stringify(layout.now())));
  expect(other.now()).toEqual(layout.now());
  expect(other.isChanged).toBe(true);
  other.reset();
  expect(other.now()).toEqual(new ListLayout().now());
  expect(other.isChanged).toBe(false);
});

test.each([
  undefined,
  null,
  'text',
  [],
  { columns: 'name', widths: 7, order: 'size' },
  { columns: ['size'], widths: { weight: 3, size: 'wide' }, order: { key: 'weight' } },
  { columns: [null], widths: null, order: { key: 'size', reversed: 1 } },
])('takes nothing of what another version left: %j', (kept) => {
  layout.restore(kept);
  expect(layout.now()).toEqual(new ListLayout().now());
});

test('takes what it knows of columns that another version has more of, each once', () => {
  layout.restore({
    columns: ['size', 'weight', 'name', 'size'],
    widths: {},
    order: null,
  });
  expect(layout.columns.value).toEqual(['size', 'name']);
});
