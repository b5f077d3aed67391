import { beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { parseIp } from '../../../src/bytes/ip-address.ts';
import { encodeLatin1 } from '../../../src/bytes/text.ts';
import { compactAddress } from '../../../src/dht/compact-address.ts';
import { idAtDepth, idForAddress } from '../../../src/dht/node-id.ts';
import { encodeKrpc } from '../../../src/protocol/krpc/encode.ts';
import type {
  KrpcQuery,
  KrpcRequest,
  KrpcResponse,
} from '../../../src/protocol/krpc/message.ts';
import { DhtNetwork, type Member, type Stranger } from '../../support/dht-network.ts';

const TRANSACTION = encodeLatin1('aaaa');

let network: DhtNetwork;
let stranger: Stranger;
let victim: Member;
let id: Uint8Array;

beforeEach(async () => {
  network = new DhtNetwork(20);
  await network.grow(30);
  stranger = await network.stranger();
  victim = network.members[12]!;
  id = idForAddress(parseIp(stranger.endpoint.host)!, network.random);
});

function query(request: KrpcRequest, from = id): KrpcQuery {
  return {
    kind: 'query',
    transaction: TRANSACTION,
    id: from,
    readOnly: false,
    ...request,
  };
}

function idOf({ endpoint }: Stranger): Uint8Array {
  return idForAddress(parseIp(endpoint.host)!, new MemoryRandom(4));
}

function answer(to: KrpcQuery, fields: Partial<KrpcResponse> = {}): KrpcResponse {
  return { kind: 'response', transaction: to.transaction.slice(), id, ...fields };
}

/** What the stranger is answered; undefined, nothing. */
async function ask(request: KrpcRequest, by = stranger) {
  by.heard.length = 0;
  by.send(query(request, by === stranger ? id : idOf(by)), victim);
  await network.pass(0.1);
  return by.heard.find(({ kind }) => kind !== 'query');
}

function record(nodeId: Uint8Array, host: string, port = 6881): Uint8Array {
  return Uint8Array.of(...nodeId, ...compactAddress({ host, port }, 'ipv4')!);
}

async function tokenFor(target: Uint8Array, by = stranger): Promise<Uint8Array> {
  const request = { method: 'get_peers', target, scrape: false, noSeed: false } as const;
  const message = await ask(request, by);
  return (message as KrpcResponse).token!;
}

function announce(target: Uint8Array, token: Uint8Array): KrpcRequest {
  const fixed = { port: 5000, impliedPort: false, seed: false };
  return { method: 'announce_peer', target, token, ...fixed };
}

describe('an announce is taken', () => {
  const target = new Uint8Array(20).fill(7);

  test('with a token that went to the same address', async () => {
    const token = await tokenFor(target);
    expect(token).toHaveLength(8);
    expect(await ask(announce(target, token))).toMatchObject({ kind: 'response' });
    expect(victim.node.status.peers).toBe(1);
  });

  test('with a token of a few minutes ago, not with one of long ago', async () => {
    const token = await tokenFor(target);
    await network.pass(4 * 60);
    expect(await ask(announce(target, token))).toMatchObject({ kind: 'response' });
    await network.pass(7 * 60);
    expect(await ask(announce(target, token))).toMatchObject({ code: 203 });
  });

  test('not with one that went to another, and not with one made up', async () => {
    const token = await tokenFor(target);
    const thief = await network.stranger();
    expect(await ask(announce(target, token), thief)).toMatchObject({ code: 203 });
    const made = new Uint8Array(8);
    expect(await ask(announce(target, made))).toMatchObject({ code: 203 });
    const short = token.subarray(0, 7);
    expect(await ask(announce(target, short))).toMatchObject({ code: 203 });
    expect(victim.node.status.peers).toBe(0);
  });
});

describe('an answer counts', () => {
  const pinged = async () => {
    const ping = victim.node.ping(stranger.endpoint);
    const outcome = ping.then(
      () => 'answered',
      () => 'not answered',
    );
    await network.pass(0.2);
    const sent = stranger.heard.find(
      (it): it is KrpcQuery => it.kind === 'query' && it.method === 'ping',
    )!;
    return { sent, outcome };
  };

  test('from the address that was asked, with its transaction id', async () => {
    const { sent, outcome } = await pinged();
    stranger.send(answer(sent), victim);
    await network.pass(10);
    expect(await outcome).toBe('answered');
  });

  test('not from another address', async () => {
    const { sent, outcome } = await pinged();
    const forger = await network.stranger();
    forger.send(answer(sent), victim);
    await network.pass(10);
    expect(await outcome).toBe('not answered');
  });

  test('not with another transaction id', async () => {
    const { sent, outcome } = await pinged();
    const transaction = sent.transaction.slice();
    transaction[3]! ^= 1;
    stranger.send({ ...answer(sent), transaction }, victim);
    await network.pass(10);
    expect(await outcome).toBe('not answered');
  });

  test('not with our own id', async () => {
    const { sent, outcome } = await pinged();
    stranger.send({ ...answer(sent), id: victim.node.id }, victim);
    await network.pass(10);
    expect(await outcome).toBe('not answered');
  });
});

describe('a query', () => {
  test('is refused with the reason', async () => {
    expect(await askBytes('d1:ad2:id3:abce1:q4:ping1:t2:aa1:y1:qe')).toMatchObject({
      code: 203,
    });
    const unknown = 'd1:ad2:id20:abcdefghij0123456789e1:q4:vote1:t2:aa1:y1:qe';
    expect(await askBytes(unknown)).toMatchObject({ code: 204 });
  });

  test('of nodes tells of none that did not answer, and not of the node itself', async () => {
    const target = victim.node.id;
    const message = await ask({ method: 'find_node', target });
    const { nodes } = message as KrpcResponse;
    expect(nodes).toHaveLength(8 * 26);
    for (let at = 0; at < nodes!.length; at += 26) {
      expect(nodes!.subarray(at, at + 20)).not.toEqual(target);
      expect(nodes!.subarray(at, at + 20)).not.toEqual(id);
    }
  });

  test('of one who never proved its address gets no answer many times as large', async () => {
    const target = new Uint8Array(20).fill(9);
    for (let count = 0; count < 150; count++) {
      const peer = await network.stranger();
      const token = await tokenFor(target, peer);
      peer.send(query(announce(target, token), idOf(peer)), victim);
    }
    await network.pass(1);
    expect(victim.node.status.peers).toBe(150);
    const request = {
      method: 'get_peers',
      target,
      scrape: false,
      noSeed: false,
    } as const;
    stranger.answer = (received) => answer(received);
    const first = (await ask(request)) as KrpcResponse;
    expect(first.peers!.length / 6).toBeGreaterThan(15);
    const asked = encodeKrpc(query(request)).length;
    expect(encodeKrpc(first).length).toBeLessThanOrEqual(6 * asked);
    // To one that is known to be there goes what fits into a datagram.
    await network.pass(10);
    const known = (await ask(request)) as KrpcResponse;
    expect(known.peers!.length / 6).toBeGreaterThan(100);
    expect(encodeKrpc(known).length).toBeLessThanOrEqual(1400);
  });

  async function askBytes(text: string) {
    stranger.heard.length = 0;
    stranger.sendBytes(encodeLatin1(text), victim);
    await network.pass(0.1);
    return stranger.heard.find(({ kind }) => kind !== 'query');
  }
});

describe('a flood', () => {
  test('from one address is answered in part, and others are not kept waiting', async () => {
    for (let count = 0; count < 5000; count++) {
      stranger.send(query({ method: 'ping' }), victim);
    }
    const { rtt } = await network.until(network.members[3]!.node.ping(victim.endpoint));
    expect(rtt).toBe(60);
    const answers = stranger.heard.filter(({ kind }) => kind === 'response');
    expect(answers.length).toBeGreaterThan(20);
    expect(answers.length).toBeLessThan(100);
  });

  test('from many forged addresses brings them a bounded number of bytes', () => {
    const random = new MemoryRandom(1);
    const bytes = encodeKrpc(query({ method: 'find_node', target: id }));
    const before = victim.sent();
    for (let count = 0; count < 20_000; count++) {
      const host = `${1 + random.integer(9)}.${random.integer(256)}.${random.integer(256)}.1`;
      victim.node.receive(bytes, { host, port: 5000 });
    }
    expect(victim.sent() - before).toBeGreaterThan(20_000);
    expect(victim.sent() - before).toBeLessThan(130_000);
  });

  test('of answers that nobody asked for changes nothing', async () => {
    const before = victim.node.status.good;
    const bytes = encodeKrpc(answer(query({ method: 'ping' })));
    for (let count = 0; count < 2000; count++) {
      const host = `60.${count >> 8}.${count & 255}.1`;
      victim.node.receive(bytes, { host, port: 5000 });
    }
    await network.pass(10);
    expect(victim.node.status.good).toBe(before);
  });

  test('of any bytes throws nothing', () => {
    const random = new MemoryRandom(2);
    const seeds = ['d1:ad2:id20:', 'd1:rd2:id20:', '1:y1:qe', '1:y1:re', 'l', 'i9e', 'e'];
    for (let count = 0; count < 5000; count++) {
      const parts = Array.from({ length: random.integer(8) }, () =>
        random.integer(3) === 0
          ? random.bytes(random.integer(30))
          : encodeLatin1(seeds[random.integer(seeds.length)]!),
      );
      const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
      const from = { host: `61.${count >> 8}.${count & 255}.1`, port: 5000 };
      victim.node.receive(bytes, from);
      victim.node.receive(bytes, { host: 'not an address', port: 70_000 });
    }
  });
});

describe('a liar', () => {
  const target = new Uint8Array(20).fill(0x5a);

  /** One who is close to the target by an id made up, and is known to the victim. */
  async function liar(says: (asked: KrpcQuery) => KrpcResponse | undefined) {
    id = idAtDepth(target, 4, network.random);
    stranger.answer = says;
    victim.node.addNode(stranger.endpoint);
    await network.pass(10);
    const found: Endpoint[] = [];
    const searching = victim.node.peers(target, {
      found: (peers) => found.push(...peers),
    });
    return { report: await network.until(searching), found };
  }

  test('cannot send us into the local network, or to the ports of services', async () => {
    const trap = await network.stranger('192.168.1.9');
    const dns = await network.stranger('62.1.1.1');
    const { report } = await liar((asked) => {
      const nodes = [
        ...record(idAtDepth(target, 20, network.random), trap.endpoint.host),
        ...record(idAtDepth(target, 21, network.random), '224.0.0.5'),
        ...record(idAtDepth(target, 22, network.random), dns.endpoint.host, 53),
      ];
      return answer(asked, { nodes: Uint8Array.from(nodes) });
    });
    expect(report.answered).toBeGreaterThanOrEqual(8);
    expect([...trap.heard, ...dns.heard]).toEqual([]);
  });

  test('with nodes made up costs little time, and hides nobody', async () => {
    const hash = target;
    const announced = { port: 51413, impliedPort: false, seed: false };
    const found = () => {};
    await network.until(
      network.members[4]!.node.peers(hash, { announce: announced, found }),
    );
    const start = network.clock.now();
    let made = 0;
    const { found: peers } = await liar((asked) => {
      const nodes = Array.from({ length: 16 }, () => {
        const host = `${70 + (made >> 8)}.${made++ & 255}.1.1`;
        return [...record(idAtDepth(target, 8, network.random), host)];
      });
      return answer(asked, { nodes: Uint8Array.from(nodes.flat()) });
    });
    expect(peers).toContainEqual({
      host: network.members[4]!.endpoint.host,
      port: 51413,
    });
    expect(network.clock.now() - start - 10_000).toBeLessThan(5000);
  });

  test('whose friends are told of by ids not theirs hides nobody and has no votes', async () => {
    const announced = { port: 51413, impliedPort: false, seed: false };
    const teller = network.members[4]!;
    await network.until(
      teller.node.peers(target, { announce: announced, found: () => {} }),
    );
    const hosts = Array.from({ length: 40 }, (_, at) => `${70 + at}.1.1.1`);
    const friends = await Promise.all(hosts.map((host) => network.stranger(host)));
    const lie = (asked: KrpcQuery, own: Uint8Array) => {
      const nodes = Array.from({ length: 16 }, () => {
        const { endpoint } = friends[network.random.integer(friends.length)]!;
        return [...record(idAtDepth(target, 8, network.random), endpoint.host)];
      });
      const address = compactAddress({ host: '99.9.9.9', port: 1 }, 'ipv4')!;
      return {
        ...answer(asked, { nodes: Uint8Array.from(nodes.flat()), address }),
        id: own,
      };
    };
    for (const friend of friends) friend.answer = (asked) => lie(asked, idOf(friend));
    const { report, found } = await liar((asked) => lie(asked, id));
    expect(found).toContainEqual({ host: teller.endpoint.host, port: 51413 });
    expect(report.closest.length).toBe(8);
    expect(report.asked).toBeLessThan(40);
    expect(victim.node.status.externalAddress).toBe(victim.endpoint.host);
  });

  test('with an id too close to be its own is not among the closest', async () => {
    const { report } = await liar((asked) => {
      const ids = idAtDepth(target, 60, new MemoryRandom(3));
      return { ...answer(asked, { nodes: new Uint8Array(0) }), id: ids };
    });
    const hosts = report.closest.map(({ endpoint }) => endpoint.host);
    expect(hosts).not.toContain(stranger.endpoint.host);
    expect(report.answered).toBeGreaterThanOrEqual(8);
  });

  test('that has another id for each who asks has no place in a table', async () => {
    const known = id;
    let times = 0;
    stranger.answer = (asked) => {
      const wanted = 'target' in asked ? asked.target : victim.node.id;
      times++;
      return { ...answer(asked), id: idAtDepth(wanted, 6, network.random) };
    };
    // It came by its own id, and is asked by that.
    stranger.send(query({ method: 'ping' }, known), victim);
    await network.pass(30);
    expect(times).toBeGreaterThan(0);
    const { nodes } = victim.node.nodesToSave();
    expect(nodes.map(({ host }) => host)).not.toContain(stranger.endpoint.host);
  });

  test('with more nodes than any program sends is not believed', async () => {
    const { report } = await liar((asked) => {
      return answer(asked, { nodes: new Uint8Array(26 * 40).fill(90) });
    });
    const hosts = report.closest.map(({ endpoint }) => endpoint.host);
    expect(hosts).not.toContain(stranger.endpoint.host);
  });

  test('from one network does not fill the list of the closest', async () => {
    const crowd: Stranger[] = [];
    for (let at = 1; at <= 20; at++) {
      const member = await network.stranger(`90.1.${at}.1`);
      const own = idForAddress(parseIp(member.endpoint.host)!, network.random);
      for (let byte = 3; byte < 19; byte++) own[byte] = target[byte]!;
      const nodes = () =>
        Uint8Array.from(crowd.flatMap(({ endpoint }) => [...record(own, endpoint.host)]));
      member.answer = (asked) => ({ ...answer(asked, { nodes: nodes() }), id: own });
      crowd.push(member);
      victim.node.addNode(member.endpoint);
    }
    await network.pass(30);
    const report = await network.until(victim.node.peers(target, { found: () => {} }));
    const ofCrowd = report.closest.filter(({ endpoint }) =>
      endpoint.host.startsWith('90.1.'),
    );
    expect(ofCrowd.length).toBeLessThanOrEqual(4);
    expect(report.closest.length).toBe(8);
  });

  test('about our address is outvoted', async () => {
    const liars = await Promise.all(Array.from({ length: 4 }, () => network.stranger()));
    for (const it of liars) {
      const address = compactAddress({ host: '99.9.9.9', port: 1 }, 'ipv4')!;
      it.answer = (asked) => answer(asked, { address });
      for (let count = 0; count < 5; count++) victim.node.addNode(it.endpoint);
    }
    await network.pass(60);
    expect(victim.node.status.externalAddress).toBe(victim.endpoint.host);
  });
});
