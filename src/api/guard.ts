import type { Nothing } from './answers.ts';

/**
 * Whether something that came over a port is what the contract says. All of it is looked at and
 * nothing is copied, so that a thousand rows cost less than a millisecond. What is there beyond
 * the contract is passed over. A guard is of exactly one type: tsc fails where it takes more
 * than the interface has, or less.
 */
export type Guard<in out T> = (value: unknown) => value is T;

export const text: Guard<string> = (value): value is string => typeof value === 'string';
export const flag: Guard<boolean> = (value): value is boolean =>
  typeof value === 'boolean';
/** Finite: JSON has no other. */
export const figure: Guard<number> = (value): value is number => Number.isFinite(value);
export const anything: Guard<unknown> = (_value): _value is unknown => true;
export const nothing: Guard<Nothing> = (value): value is Nothing => value === null;

/** Milliseconds since 1970 that a Date can hold: beyond, to show it would throw. */
export const moment: Guard<number> = (value): value is number =>
  figure(value) && Math.abs(value) <= 8.64e15;

/** RFC 4648 section 4, with padding: to decode anything else would throw. */
export const base64: Guard<string> = (value): value is string =>
  text(value) && value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);

export function nullable<T>(inner: Guard<T>): Guard<T | null> {
  return (value): value is T | null => value === null || inner(value);
}

export function optional<T>(inner: Guard<T>): Guard<T | undefined> {
  return (value): value is T | undefined => value === undefined || inner(value);
}

export function either<A, B>(one: Guard<A>, other: Guard<B>): Guard<A | B> {
  return (value): value is A | B => one(value) || other(value);
}

/** Every text of T, and no other. */
export function oneOf<T extends string>(all: Readonly<Record<T, true>>): Guard<T> {
  return (value): value is T => text(value) && Object.hasOwn(all, value);
}

export function list<T>(inner: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(inner);
}

/** By whatever keys. */
export function record<T>(inner: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> =>
    isObject(value) && Object.values(value).every(inner);
}

export type Fields<T> = { readonly [Key in keyof T]-?: Guard<T[Key]> };

export function object<T extends object>(fields: Fields<T>): Guard<T> {
  const guards: [string, Guard<never>][] = Object.entries(fields);
  return (value): value is T =>
    isObject(value) && guards.every(([key, holds]) => holds(value[key]));
}

/** Told apart by `kind`; each with its other fields. */
export function variant<T extends { readonly kind: string }>(
  kinds: {
    readonly [Kind in T['kind']]: Fields<Omit<Extract<T, { kind: Kind }>, 'kind'>>;
  },
): Guard<T> {
  const guards = new Map<unknown, Guard<object>>(
    Object.entries<Fields<object>>(kinds).map(([kind, fields]) => [kind, object(fields)]),
  );
  return (value): value is T =>
    isObject(value) && (guards.get(value.kind)?.(value) ?? false);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
