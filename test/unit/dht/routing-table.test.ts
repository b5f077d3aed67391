import { describe, expect, test } from '@jest/globals';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { compactAddress } from '../../../src/dht/compact-address.ts';
import { compareDistance, idAtDepth, idForAddress } from '../../../src/dht/node-id.ts';
import { RoutingTable } from '../../../src/dht/routing-table.ts';

const MINUTE = 60_000;
const OWN = new Uint8Array(20).fill(0xaa);

function makeTable(options: { enforceIds?: boolean; localNetwork?: boolean } = {}) {
  const { enforceIds = false, localNetwork = false } = options;
  const table = new RoutingTable({ id: OWN, family: 'ipv4', enforceIds, localNetwork });
  const random = new MemoryRandom(3);
  let count = 0;
  /** One that shares so many bits with us, of a network of its own. */
  const node = (bits: number, host = `20.${count >> 8}.${count++ & 255}.9`) => ({
    id: idAtDepth(OWN, bits, random),
    address: compactAddress({ host, port: 7000 }, 'ipv4')!,
  });
  type Node = ReturnType<typeof node>;
  const answers = (it: Node, now = 0) => table.answered(it.id, it.address, 50, now);
  const fails = (it: Node) => table.failed(it.id, it.address);
  const has = (it: Node) => table.proven(it.id, it.address);
  const near = (it: Node) =>
    table.closest(it.id, 1).some((row) => table.contacts.hasId(row, it.id));
  return { table, node, answers, fails, has, near, random };
}

describe('a routing table', () => {
  test('splits the bucket of our own id only', () => {
    const { table, node, answers } = makeTable();
    for (let count = 0; count < 200; count++) answers(node(0));
    for (let count = 0; count < 200; count++) answers(node(6));
    // 128 in the first bucket, 8 in the seventh; the others wait.
    expect(table.size).toBe(128 + 8);
  });

  test('gives the closest, in order', () => {
    const { table, node, answers, random } = makeTable();
    const all = Array.from({ length: 300 }, (_, at) => node(at % 9));
    for (const it of all) answers(it);
    const { contacts } = table;
    const held = all.filter(({ id }) =>
      [...table.rows()].some((row) => contacts.hasId(row, id)),
    );
    for (let count = 0; count < 50; count++) {
      const target = random.bytes(20);
      const order = held.sort((a, b) => compareDistance(a.id, 0, b.id, 0, target));
      const found = table.closest(target, 8).map((row) => contacts.id(row).slice());
      expect(found).toEqual(order.slice(0, 8).map(({ id }) => id));
    }
  });

  test('gives none that only asked, and asks it when there is room', () => {
    const { table, node, has } = makeTable();
    const it = node(3);
    table.seen(it.id, it.address, 0);
    expect(table.size).toBe(0);
    expect(has(it)).toBe(false);
    expect(table.contacts.id(table.due(0)!)).toEqual(it.id);
  });

  test('asks who was silent for long, and loses who is so twice', () => {
    const { table, node, answers, fails, has } = makeTable();
    const it = node(3);
    answers(it);
    expect(table.due(12 * MINUTE)).toBeUndefined();
    expect(table.contacts.id(table.due(14 * MINUTE)!)).toEqual(it.id);
    table.asks(it.id, it.address, 14 * MINUTE);
    expect(table.due(14 * MINUTE)).toBeUndefined();
    fails(it);
    expect(has(it)).toBe(true);
    expect(table.nodesNear(it.id)).toHaveLength(0);
    expect(table.due(16 * MINUTE)).toBeDefined();
    fails(it);
    expect(has(it)).toBe(false);
  });

  test('has nobody come between us and our neighbours by an id made up', () => {
    const { table, node, answers, has, random } = makeTable();
    // Some 256 nodes in all.
    for (let bits = 0; bits < 8; bits++) {
      for (let count = 0; count < 2 ** (7 - bits); count++) answers(node(bits));
    }
    const near = node(9);
    answers(near);
    expect(has(near)).toBe(true);
    const made = Array.from({ length: 50 }, () => node(16 + random.integer(100)));
    for (const it of made) answers(it);
    expect(made.filter(has)).toEqual([]);
    expect(table.estimate()).toBeLessThan(1000);
  });

  test('puts one that waited in the place of a bad one', () => {
    const { node, answers, fails, near } = makeTable();
    const held = Array.from({ length: 8 }, () => node(5));
    const filler = Array.from({ length: 130 }, () => node(0));
    const deeper = Array.from({ length: 100 }, () => node(7));
    for (const it of [...filler, ...held, ...deeper]) answers(it);
    const waiting = node(5);
    answers(waiting, 5);
    expect(near(waiting)).toBe(false);
    fails(held[0]!);
    fails(held[0]!);
    expect(near(waiting)).toBe(true);
  });

  test('keeps old nodes when new ones come', () => {
    const { node, answers, near } = makeTable();
    const old = Array.from({ length: 128 }, () => node(0));
    for (const it of old) answers(it);
    for (let count = 0; count < 500; count++) answers(node(0), MINUTE);
    for (const it of old) expect(near(it)).toBe(true);
  });

  test('gives way to one whose id is its own by its address', () => {
    const { table, answers, node, random } = makeTable();
    const own = OWN.slice();
    for (let count = 0; count < 128; count++) answers(node(0));
    const ip = Uint8Array.of(21, 3, 3, 3);
    let id = idForAddress(ip, random);
    for (let flip = 0; (id[0]! & 0x80) === (own[0]! & 0x80); flip++) {
      ip[3] = flip;
      id = idForAddress(ip, random);
    }
    table.answered(id, Uint8Array.of(...ip, 27, 88), 50, 0);
    answers(node(1));
    expect(table.closest(id, 1).map((row) => table.contacts.verified[row])).toEqual([1]);
  });

  test('takes one node of an address, one of a /24 a bucket', () => {
    const { table, node, answers } = makeTable();
    answers(node(0, '30.1.1.1'));
    answers(node(0, '30.1.1.1'));
    expect(table.size).toBe(1);
    answers(node(0, '30.1.2.1'));
    answers(node(0, '30.1.2.2'));
    expect(table.size).toBe(2);
  });

  test('takes many of one address in a local network', () => {
    const { table, node } = makeTable({ localNetwork: true });
    for (let port = 1; port <= 20; port++) {
      const { id } = node(0);
      table.answered(id, Uint8Array.of(127, 0, 0, 1, 0, port), 1, 0);
    }
    expect(table.size).toBe(20);
  });

  test('keeps an id where it was first known, until it fails there', () => {
    const { table, node, answers, fails, has } = makeTable();
    const it = node(4);
    const thief = { id: it.id, address: node(4).address };
    answers(it);
    answers(thief);
    expect([has(it), has(thief)]).toEqual([true, false]);
    fails(it);
    table.suggest(thief.id, thief.address, 0);
    expect(has(it)).toBe(true);
    answers(thief);
    expect([has(it), has(thief)]).toEqual([false, true]);
  });

  test('knows a node that took another id, if that is its own', () => {
    const { table, node, answers, has, random } = makeTable();
    const before = node(4, '30.1.1.1');
    const other = node(5, '30.1.1.1');
    const own = { ...other, id: idForAddress(Uint8Array.of(30, 1, 1, 1), random) };
    answers(before);
    table.suggest(other.id, other.address, 0);
    expect(has(before)).toBe(true);
    // It may have one for everybody.
    answers(other);
    expect([has(before), has(other)]).toEqual([true, false]);
    answers(own);
    expect([has(before), has(own)]).toEqual([false, true]);
  });

  test.each(['0.1.2.3', '224.0.0.1', '127.0.0.1', '10.0.0.1', '192.168.1.1'])(
    'takes nobody at %s',
    (host) => {
      const { table, node, answers } = makeTable();
      answers(node(0, host));
      expect(table.size).toBe(0);
    },
  );

  test('takes nobody with our own id, or one not its own where ids are enforced', () => {
    const { table, node, answers } = makeTable({ enforceIds: true });
    answers({ ...node(0), id: OWN });
    answers(node(0));
    expect(table.size).toBe(0);
  });

  test('stays within bounds whatever is suggested', () => {
    const { table, node, answers } = makeTable();
    for (let count = 0; count < 20_000; count++) {
      const it = node(count % 20);
      if (count % 3 === 0) answers(it, count);
      else table.suggest(it.id, it.address, count);
    }
    expect(table.size).toBeLessThan(128 + 64 + 32 + 16 + 160 * 8);
    expect(table.contacts.heard.length).toBeLessThanOrEqual(1024);
  });

  test('estimates how many nodes there are', () => {
    const { table, random } = makeTable();
    for (let count = 0; count < 10_000; count++) {
      const address = Uint8Array.of(40 + (count >> 14), count >> 6, count & 63, 1, 27, 1);
      table.answered(random.bytes(20), address, 50, 0);
    }
    expect(table.estimate()).toBeGreaterThan(4000);
    expect(table.estimate()).toBeLessThan(25_000);
  });

  test('sorts all anew around another id', () => {
    const { table, node, answers, random } = makeTable();
    for (let count = 0; count < 300; count++) answers(node(count % 6));
    const { size } = table;
    table.changeId(random.bytes(20));
    expect(table.size).toBeGreaterThan(size / 2);
    expect(table.closest(table.id, 8)).toHaveLength(8);
  });
});
