import { expect, test } from '@jest/globals';
import { Bitfield } from '../../../src/bytes/bitfield.ts';

test('counts the bits that are set', () => {
  const field = new Bitfield(10);
  field.set(0, true);
  field.set(9, true);
  field.set(9, true);
  expect(field.count).toBe(2);
  expect([...field.bytes]).toEqual([0x80, 0x40]);
  field.set(0, false);
  expect(field.has(0)).toBe(false);
  expect(field.count).toBe(1);
});

test('is full once every bit is set', () => {
  const field = new Bitfield(9);
  field.setAll();
  expect(field.full).toBe(true);
  expect([...field.bytes]).toEqual([0xff, 0x80]);
});

test('clears spare bits of received bytes and refuses a wrong length', () => {
  expect([...Bitfield.from(Uint8Array.of(0xff, 0xff), 9)!.bytes]).toEqual([0xff, 0x80]);
  expect(Bitfield.from(Uint8Array.of(0xff, 0xff), 9)!.count).toBe(9);
  expect(Bitfield.from(Uint8Array.of(0xff), 9)).toBeUndefined();
  expect(Bitfield.from(Uint8Array.of(0xff, 0, 0), 9)).toBeUndefined();
});
