import { expect, test } from '@jest/globals';
import {
  base64,
  figure,
  flag,
  type Guard,
  list,
  moment,
  nothing,
  nullable,
  object,
  oneOf,
  optional,
  record,
  text,
  variant,
} from '../../../src/api/guard.ts';

interface Row {
  readonly name: string | null;
  readonly more?: number | undefined;
}

const row = object<Row>({ name: nullable(text), more: optional(figure) });

/** Each lets through what its type does not have, or refuses what it has. */
const WRONG = [
  // @ts-expect-error takes null, too
  (): Guard<string> => nullable(text),
  // @ts-expect-error refuses null
  (): Guard<string | null> => text,
  // @ts-expect-error a field of another type
  () => object<Row>({ name: text, more: optional(figure) }),
  // @ts-expect-error a field too few, that may be missing
  () => object<Row>({ name: nullable(text) }),
  // @ts-expect-error a field too many
  () => object<Row>({ name: nullable(text), more: optional(figure), most: flag }),
  // @ts-expect-error a text too few
  () => oneOf<'one' | 'two'>({ one: true }),
  // @ts-expect-error a text too many
  () => oneOf<'one'>({ one: true, two: true }),
];

test('a guard and its type that disagree are an error to tsc, of both kinds', () => {
  // What tsc passes over needs no comment above it, and that is an error, too.
  expect(WRONG).toHaveLength(7);
});

test('an object holds with all its fields; others are passed over', () => {
  expect(row({ name: 'a', more: 1 })).toBe(true);
  expect(row({ name: null, other: {} })).toBe(true);
  expect(row({ more: 1 })).toBe(false);
  expect(row({ name: 'a', more: null })).toBe(false);
});

test.each([undefined, null, 'name', 7, true, [], [{ name: 'a' }]])(
  'an object is not %j',
  (value) => expect(row(value)).toBe(false),
);

test('a list holds when all in it does', () => {
  expect(list(text)([])).toBe(true);
  expect(list(text)(['a', 'b'])).toBe(true);
  expect(list(text)(['a', 2])).toBe(false);
  expect(list(text)({ length: 0 })).toBe(false);
});

test('what is inherited is no text of a choice, and no kind', () => {
  expect(oneOf<'one'>({ one: true })('one')).toBe(true);
  expect(oneOf<'one'>({ one: true })('toString')).toBe(false);
  const kinds = variant<{ kind: 'a'; at: number }>({ a: { at: figure } });
  expect(kinds({ kind: 'a', at: 1 })).toBe(true);
  expect(kinds({ kind: 'a' })).toBe(false);
  expect(kinds({ kind: 'constructor' })).toBe(false);
  expect(kinds({ at: 1 })).toBe(false);
});

test('a figure is finite, a moment one that a Date can hold', () => {
  expect([0, -1.5, Number.NaN, Number.POSITIVE_INFINITY, '1'].map(figure)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(moment(8.64e15)).toBe(true);
  expect(moment(8.64e15 + 1)).toBe(false);
  expect(() => new Date(8.64e15).toISOString()).not.toThrow();
});

test('base64 is what can be decoded', () => {
  expect(['', 'ZGU=', 'AAAA'].map(base64)).toEqual([true, true, true]);
  expect(['A', 'ZGU', 'Z=U=', 'ZG U=', 'ZGU-', 7].map(base64)).toEqual(
    Array(6).fill(false),
  );
});

test('a record may have any keys; nothing is null', () => {
  expect(record(figure)({ a: 1, b: 2 })).toBe(true);
  expect(record(figure)({ a: 1, b: '2' })).toBe(false);
  expect(record(figure)([1])).toBe(false);
  expect(nothing(null)).toBe(true);
  expect(nothing({})).toBe(false);
});
