import { describe, expect, test } from '@jest/globals';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import type { Candidate } from '../../../src/dht/candidate.ts';
import { compactAddress } from '../../../src/dht/compact-address.ts';
import { ipOf } from '../../../src/dht/node-address.ts';
import { idAtDepth, idForAddress } from '../../../src/dht/node-id.ts';
import { Shortlist } from '../../../src/dht/shortlist.ts';

const TARGET = new Uint8Array(20).fill(0x5a);

function makeList() {
  const random = new MemoryRandom(3);
  let count = 0;
  return {
    list: new Shortlist({
      ...{ target: TARGET, own: new Uint8Array(20), family: 'ipv4' },
      ...{ enforceIds: false, localNetwork: false, networkSize: 1000 },
    }),
    /** One that has so many bits of the target, in a network of its own. */
    node: (bits: number) => {
      const host = `${20 + (count >> 8)}.${count++ & 255}.1.9`;
      const address = compactAddress({ host, port: 7000 }, 'ipv4')!;
      return { id: idAtDepth(TARGET, bits, random), address };
    },
    random,
  };
}

/** Asks the next one. */
function ask(list: Shortlist): Candidate | undefined {
  const node = list.next(8);
  if (node) node.state = 'asked';
  return node;
}

describe('what a lookup knows of', () => {
  test('is asked from the closest on, those to be asked first before', () => {
    const { list, node } = makeList();
    const [near, far, witness] = [node(9), node(3), node(0)] as const;
    list.add(far.id, far.address, undefined);
    list.add(near.id, near.address, undefined);
    list.add(witness.id, witness.address, undefined, true);
    const order = [ask(list), ask(list), ask(list)].map((it) => it?.id);
    expect(order).toEqual([witness.id, near.id, far.id]);
  });

  test('takes its place once it answered, by the id that it was known by', () => {
    const { list, node } = makeList();
    const [near, witness] = [node(9), node(0)] as const;
    list.add(near.id, near.address, undefined);
    list.add(witness.id, witness.address, undefined, true);
    for (const it of [ask(list)!, ask(list)!]) {
      expect(list.identify(it, it.id!)).toBe(true);
      it.state = 'answered';
    }
    expect(list.closest(8).map(({ id }) => id)).toEqual([near.id, witness.id]);
  });

  test('is not there if it answers by another id, its own or not', () => {
    const { list, node, random } = makeList();
    for (const isFirst of [true, false]) {
      const it = node(9);
      list.add(it.id, it.address, undefined, isFirst);
      const asked = ask(list)!;
      expect(list.identify(asked, idAtDepth(TARGET, 10, random))).toBe(false);
      expect(list.identify(asked, idForAddress(ipOf(it.address), random))).toBe(false);
    }
  });

  test('stays however many closer ones are told of, once it was asked', () => {
    const { list, node } = makeList();
    const honest = node(8);
    list.add(honest.id, honest.address, undefined);
    const teller = ask(list)!;
    teller.state = 'answered';
    for (let count = 0; count < 300; count++) {
      const it = node(12);
      list.add(it.id, it.address, teller);
    }
    expect(list.closest(8)).toEqual([teller]);
  });

  test('is asked last if it is told of by one that told of three that are not there', () => {
    const { list, node } = makeList();
    const liar = node(5);
    list.add(liar.id, liar.address, undefined);
    const teller = ask(list)!;
    teller.state = 'answered';
    const told = node(12);
    const known = node(2);
    list.add(told.id, told.address, teller);
    list.add(known.id, known.address, undefined);
    teller.strikes = 3;
    expect([ask(list)?.id, ask(list)?.id]).toEqual([known.id, told.id]);
  });
});
