import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Endpoint, formatEndpoint } from '../../../src/bytes/endpoint.ts';
import { encodeLatin1 } from '../../../src/bytes/text.ts';
import type { DhtItem } from '../../../src/dht/item-store.ts';
import { idAtDepth } from '../../../src/dht/node-id.ts';
import type { PeersOptions } from '../../../src/dht/searches.ts';
import { DhtNetwork, type Member } from '../../support/dht-network.ts';

const ANNOUNCE = { port: 51413, impliedPort: false, seed: false };
const ROUNDS = Math.log2(60) + 3;

/** What a search from this member comes to. */
async function search(
  network: DhtNetwork,
  { node }: Member,
  hash: Uint8Array,
  options: Partial<PeersOptions> = {},
) {
  const peers = new Set<string>();
  const start = network.clock.now();
  const found = (list: readonly Endpoint[]) => {
    for (const peer of list) peers.add(formatEndpoint(peer));
  };
  const report = await network.until(node.peers(hash, { found, ...options }));
  return { ...report, peers: [...peers], took: network.clock.now() - start };
}

test('twenty that start together know some others after twenty seconds', async () => {
  const network = new DhtNetwork(2);
  const options = { localNetwork: true, readOnly: false };
  const first = await network.add(undefined, options);
  for (let at = 1; at < 20; at++) {
    const { node } = await network.add(undefined, options);
    node.addNode(first.endpoint);
  }
  await network.pass(20);
  for (const { node } of network.members) {
    expect(node.status.good).toBeGreaterThanOrEqual(8);
  }
});

describe('sixty nodes', () => {
  const network = new DhtNetwork(1);
  const { members, random } = network;
  beforeAll(() => network.grow(60));

  test('know each other', () => {
    for (const { node } of members) {
      expect(node.status.good).toBeGreaterThan(30);
      expect(node.status.questionable).toBe(0);
    }
  });

  test('learn their own address from the others', () => {
    for (const { node, endpoint } of members) {
      expect(node.status.externalAddress).toBe(endpoint.host);
    }
  });

  test('find who announced, from anywhere, in few rounds', async () => {
    const hash = random.bytes(20);
    const { taken } = await search(network, members[7]!, hash, { announce: ANNOUNCE });
    expect(taken).toBe(8);
    for (const from of [0, 11, 33, 59]) {
      const { peers, rounds, took } = await search(network, members[from]!, hash);
      expect(peers).toEqual([`${members[7]!.endpoint.host}:51413`]);
      expect(rounds).toBeLessThanOrEqual(ROUNDS);
      expect(took).toBeLessThan(1000);
    }
  });

  test('take the port of the datagram where that is said', async () => {
    const hash = random.bytes(20);
    const announce = { port: 1, impliedPort: true, seed: false };
    await search(network, members[9]!, hash, { announce });
    const { peers } = await search(network, members[5]!, hash);
    expect(peers).toEqual([formatEndpoint(members[9]!.endpoint)]);
  });

  test('say how many seeds and peers there are', async () => {
    const hash = random.bytes(20);
    for (const [at, seed] of [
      [1, true],
      [2, true],
      [3, false],
    ] as const) {
      await search(network, members[at]!, hash, { announce: { ...ANNOUNCE, seed } });
    }
    const report = await network.until(members[20]!.node.scrape(hash));
    expect([report.seeds, report.peers]).toEqual([2, 1]);
  });

  test('give a sample of what they know', async () => {
    const hash = random.bytes(20);
    const { closest } = await search(network, members[4]!, hash, { announce: ANNOUNCE });
    const { node } = members[30]!;
    const sample = await network.until(node.sample(closest[0]!.endpoint, hash));
    expect(sample.infoHashes).toContainEqual(hash);
    expect(sample.count).toBeGreaterThanOrEqual(1);
    expect(sample.nodes).toHaveLength(8);
  });

  test('answer a ping with who they are', async () => {
    const { id, rtt, version } = await network.until(
      members[3]!.node.ping(members[8]!.endpoint),
    );
    expect(id).toEqual(members[8]!.node.id);
    expect(rtt).toBe(60);
    expect(version?.subarray(0, 2)).toEqual(encodeLatin1('RL'));
  });

  test('forget a peer after half an hour', async () => {
    const hash = random.bytes(20);
    await search(network, members[7]!, hash, { announce: ANNOUNCE });
    await network.pass(29 * 60);
    expect((await search(network, members[5]!, hash)).peers).toHaveLength(1);
    await network.pass(2 * 60);
    expect((await search(network, members[5]!, hash)).peers).toHaveLength(0);
  });

  test('are quiet when there is nothing to do', async () => {
    await network.pass(600);
    for (const { node } of members) {
      expect(node.status.bytesIn).toBeLessThan(1000);
      expect(node.status.bytesOut).toBeLessThan(1000);
      expect(node.status.readOnly).toBe(false);
    }
  });
});

describe('when a third of the nodes die', () => {
  let network: DhtNetwork;
  let hash: Uint8Array;
  beforeEach(async () => {
    network = new DhtNetwork(2);
    await network.grow(60);
    hash = network.random.bytes(20);
    await search(network, network.members[40]!, hash, { announce: ANNOUNCE });
    for (let at = 1; at < 39; at += 2) network.members[at]!.die();
  });

  test('the others find a peer all the same, and soon', async () => {
    for (const from of [40, 44, 58]) {
      const { peers, rounds, took } = await search(network, network.members[from]!, hash);
      expect(peers).toHaveLength(1);
      expect(rounds).toBeLessThanOrEqual(ROUNDS);
      expect(took).toBeLessThan(2000);
    }
  });

  test('their tables lose the dead', async () => {
    await network.pass(30 * 60);
    for (const at of [40, 44, 58]) {
      const { good, questionable } = network.members[at]!.node.status;
      expect(questionable).toBe(0);
      expect(good).toBeLessThanOrEqual(40);
      expect(good).toBeGreaterThan(25);
    }
  });
});

describe('a node', () => {
  test('begins from the nodes it knew, without a router', async () => {
    const network = new DhtNetwork(3);
    await network.grow(30);
    const saved = JSON.parse(JSON.stringify(network.members[9]!.node.nodesToSave()));
    expect(saved.nodes.length).toBeGreaterThan(15);
    const { node } = await network.add(undefined, { saved });
    await network.pass(5);
    expect(node.status.good).toBeGreaterThan(8);
  });

  test('begins from a node that a torrent names', async () => {
    const network = new DhtNetwork(4);
    await network.grow(20);
    const { node } = await network.add(undefined);
    const hash = network.random.bytes(20);
    const searching = node.peers(hash, { found: () => {} });
    await network.pass(20);
    node.addNode(network.members[5]!.endpoint);
    const { answered } = await network.until(searching);
    expect(answered).toBeGreaterThan(0);
    await network.pass(10);
    expect(node.status.good).toBeGreaterThan(8);
  });

  test('asks less and less often while nobody answers', async () => {
    const network = new DhtNetwork(5);
    const silent = await network.stranger();
    await network.add(silent.endpoint);
    await network.pass(60);
    const first = silent.heard.length;
    expect(first).toBeGreaterThanOrEqual(3);
    expect(first).toBeLessThanOrEqual(6);
    await network.pass(3600);
    expect(silent.heard.length - first).toBeLessThan(12);
  });

  test('resolves what is under way when it stops, and what is aborted', async () => {
    const network = new DhtNetwork(6);
    const { node } = await network.add(undefined);
    const aborter = new AbortController();
    const hash = network.random.bytes(20);
    const found = () => {};
    const aborted = node.peers(hash, { found, signal: aborter.signal });
    const stopped = node.peers(hash, { found });
    await network.pass(30);
    aborter.abort();
    expect((await aborted).answered).toBe(0);
    const ping = expect(node.ping({ host: '50.1.1.1', port: 5 })).rejects.toMatchObject({
      code: 'timed-out',
    });
    node.stop();
    expect((await stopped).answered).toBe(0);
    await ping;
  });

  test('says why a ping failed', async () => {
    const network = new DhtNetwork(7);
    const { node } = await network.add(undefined);
    const gone = node.ping({ host: '50.1.1.1', port: 5 });
    await expect(network.until(gone)).rejects.toMatchObject({ code: 'timed-out' });
    const named = node.ping({ host: 'example.org', port: 5 });
    await expect(named).rejects.toMatchObject({ code: 'unreachable' });
    const signal = AbortSignal.abort();
    const never = node.ping({ host: '50.1.1.1', port: 5 }, signal);
    await expect(never).rejects.toMatchObject({ code: 'aborted' });
  });

  test('takes an id of its address once others tell it that', async () => {
    const network = new DhtNetwork(8);
    await network.grow(20);
    const id = network.random.bytes(20);
    const member = await network.add(network.members[0]!.endpoint, { id });
    await network.pass(60);
    expect(member.node.id).not.toEqual(id);
    expect(member.node.status.externalAddress).toBe(member.endpoint.host);
    expect(member.node.status.good).toBeGreaterThan(8);
  });

  test('that is read-only answers nobody, is in no table, and finds what it looks for', async () => {
    const network = new DhtNetwork(9);
    await network.grow(20);
    const member = await network.add(network.members[0]!.endpoint, { readOnly: true });
    const hash = network.random.bytes(20);
    await search(network, network.members[3]!, hash, { announce: ANNOUNCE });
    expect((await search(network, member, hash)).peers).toHaveLength(1);
    await network.pass(120);
    const { node } = network.members[5]!;
    await expect(network.until(node.ping(member.endpoint))).rejects.toMatchObject({
      code: 'timed-out',
    });
    for (const { node: other } of network.members.slice(0, 20)) {
      const saved = other.nodesToSave().nodes.map(({ host }) => host);
      expect(saved).not.toContain(member.endpoint.host);
    }
  });
});

test('items are kept where they are put, and found from anywhere', async () => {
  const network = new DhtNetwork(10);
  const kept = new Map<string, DhtItem>();
  const target = network.random.bytes(20);
  const value = encodeLatin1('5:hello');
  const items = {
    get: (wanted: Uint8Array) => kept.get(wanted.join()),
    put: async (item: DhtItem, cas: number | undefined) => {
      if (cas === 7) return { code: 301, message: 'CAS mismatch' } as const;
      kept.set(target.join(), item);
      return undefined;
    },
  };
  for (let count = 0; count < 20; count++) {
    await network.add(network.members[0]?.endpoint, { items });
  }
  await network.pass(60);
  const { node } = network.members[3]!;
  const put = await network.until(node.put(target, { value }));
  expect(put.taken).toBe(8);
  const refused = await network.until(node.put(target, { value }, { cas: 7 }));
  expect([refused.taken, refused.refusals]).toEqual([0, Array(8).fill(301)]);
  const found: DhtItem[] = [];
  const enough = (item: DhtItem) => found.push(item) === 1;
  await network.until(network.members[17]!.node.get(target, { found: enough }));
  expect(found).toEqual([{ value }]);
});

test('an item is kept by who puts it, too, where that is one of the closest', async () => {
  const network = new DhtNetwork(11);
  const value = encodeLatin1('5:hello');
  const kept: number[] = [];
  for (let at = 0; at < 20; at++) {
    const put = async () => void kept.push(at);
    const items = { get: () => undefined, put };
    await network.add(network.members[0]?.endpoint, { items });
  }
  await network.pass(60);
  const { node } = network.members[3]!;
  await network.until(node.put(idAtDepth(node.id, 30, network.random), { value }));
  expect(kept).toHaveLength(9);
  expect(kept.at(-1)).toBe(3);
  kept.length = 0;
  const far = node.id.map((byte) => ~byte);
  await network.until(node.put(far, { value }));
  expect(kept).toHaveLength(8);
  expect(kept).not.toContain(3);
});
