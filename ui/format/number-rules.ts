import type { NumberRule } from './read-number.ts';

/*
 * Numbers as settings and options of torrents have them. The bounds are those of the contract
 * (src/api/validate.ts), or what a person can mean.
 */

/** Of something that has to be there. */
export const COUNT: NumberRule = {
  min: 1,
  max: 10_000,
  whole: true,
  scale: 1,
  empty: undefined,
};
/** Torrents; empty: no limit. */
export const MOST: NumberRule = { ...COUNT, max: 100_000, empty: 0 };
/** kB a second, up to 10 GB, of bytes; empty: no limit. */
export const RATE: NumberRule = {
  min: 0.1,
  max: 1e7,
  whole: false,
  scale: 1000,
  empty: 0,
};
/** Empty: never. */
export const RATIO: NumberRule = { ...RATE, min: 0, max: 10_000, scale: 1, empty: null };
/** Empty: never. */
export const MINUTES: NumberRule = { ...COUNT, min: 0, max: 1e7, empty: null };
