import { expect, test } from '@jest/globals';
import { peerFlags } from '../../../../ui/format/peer-flags.ts';
import { makePeer } from '../../../app/ui/details-scenarios.ts';

const flagsOf = (flags: Partial<ReturnType<typeof makePeer>['flags']>) =>
  peerFlags(makePeer(1, { flags: { ...makePeer(1).flags, fast: false, ...flags } })).join(
    '',
  );

test.each([
  [{ amInterested: true, choking: false }, 'D'],
  [{ amInterested: true }, 'd'],
  [{ choking: false }, 'K'],
  [{ interested: true, amChoking: false }, 'U'],
  [{ interested: true }, 'u'],
  [{ amChoking: false }, '?'],
  [{ snubbed: true, local: true, v2: true }, 'SL2'],
  [{}, ''],
])('tells of a peer that %j by %j', (flags, letters) => {
  expect(flagsOf(flags)).toBe(letters);
});
