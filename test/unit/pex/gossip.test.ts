import { expect, test } from '@jest/globals';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { Gossip } from '../../../src/pex/gossip.ts';

const sender = '9.9.9.9';
const MINUTE = 60_000;

function told(...endpoints: Endpoint[]) {
  return endpoints.map((endpoint) => ({ endpoint, flags: 0 }));
}

/** As many public addresses, others for each `net`. */
function many(net: number, count: number) {
  return told(
    ...Array.from({ length: count }, (_, index) => ({
      host: `11.${net}.${index >> 8}.${index & 255}`,
      port: 6881,
    })),
  );
}

test('takes what a peer tells, once', () => {
  const gossip = new Gossip();
  expect(gossip.heard(sender, many(0, 3), 0)).toHaveLength(3);
  expect(gossip.heard(sender, many(0, 3), 0)).toEqual([]);
  expect(gossip.heard('9.9.9.8', many(0, 4), 0)).toHaveLength(1);
});

test.each(['0.0.0.0', '255.255.255.255', '224.0.0.1', 'ff02::1', '::', '::ffff:8.8.8.8'])(
  'takes no %s',
  (host) => {
    expect(new Gossip().heard('127.0.0.1', told({ host, port: 80 }), 0)).toEqual([]);
  },
);

test('takes no port 0', () => {
  expect(new Gossip().heard(sender, told({ host: '8.8.8.8', port: 0 }), 0)).toEqual([]);
});

test.each(['10.0.0.1', '192.168.0.1', 'fe80::1', 'fd00::1'])(
  'takes %s from the local network alone',
  (host) => {
    const address = told({ host, port: 80 });
    expect(new Gossip().heard('8.8.8.8', address, 0)).toHaveLength(0);
    expect(new Gossip().heard('192.168.0.9', address, 0)).toHaveLength(1);
  },
);

test.each(['127.0.0.1', '::1'])('takes %s from this machine alone', (host) => {
  const address = told({ host, port: 80 });
  expect(new Gossip().heard('8.8.8.8', address, 0)).toHaveLength(0);
  expect(new Gossip().heard('192.168.0.9', address, 0)).toHaveLength(0);
  expect(new Gossip().heard('127.0.0.1', address, 0)).toHaveLength(1);
});

test('keeps 50 of one sender waiting, and takes more as they are tried', () => {
  const gossip = new Gossip();
  const taken = gossip.heard(sender, many(0, 100), 0);
  expect(taken).toHaveLength(50);
  for (const endpoint of taken.slice(0, 10)) gossip.tried(endpoint, true);
  expect(gossip.heard(sender, many(1, 100), 0)).toHaveLength(10);
});

test('keeps 500 waiting of all senders together', () => {
  const gossip = new Gossip();
  let taken = 0;
  for (let net = 0; net < 30; net++) {
    taken += gossip.heard(`9.9.9.${net}`, many(net, 50), 0).length;
  }
  expect(taken).toBe(500);
});

test('takes three ports of one machine, whoever tells them, and more of a near one', () => {
  const ports = (host: string, from: number) =>
    told(...[0, 1, 2, 3, 4].map((step) => ({ host, port: from + step })));
  const gossip = new Gossip();
  expect(gossip.heard(sender, ports('8.8.8.8', 1), 0)).toHaveLength(3);
  expect(gossip.heard('9.9.9.8', ports('8.8.8.8', 100), 0)).toHaveLength(0);
  expect(gossip.heard('127.0.0.1', ports('127.0.0.1', 1), 0)).toHaveLength(5);
});

test('takes ever fewer from one whose addresses never answer, though it comes again', () => {
  const gossip = new Gossip();
  const rounds = Array.from({ length: 12 }, (_, net) => {
    const taken = gossip.heard(sender, many(net, 50), net * MINUTE);
    for (const endpoint of taken) gossip.tried(endpoint, false);
    return taken.length;
  });
  expect(rounds).toEqual([50, 4, 4, 3, 3, 3, 3, 3, 3, 3, 2, 2]);
});

test('takes most of what they tell from those of whose addresses half answer', () => {
  const gossip = new Gossip();
  for (let net = 0; net < 10; net++) {
    const taken = gossip.heard(sender, many(net, 50), net * MINUTE);
    for (const [index, endpoint] of taken.entries()) {
      gossip.tried(endpoint, index % 2 === 0);
    }
    expect(taken.length).toBeGreaterThanOrEqual(25);
  }
});

test('all addresses of one IPv6 network are one sender', () => {
  const gossip = new Gossip();
  const taken = gossip.heard('2001:db8::1', many(0, 50), 0);
  expect(taken).toHaveLength(50);
  for (const endpoint of taken) gossip.tried(endpoint, false);
  expect(gossip.heard('2001:db8::2:1', many(1, 50), 0)).toHaveLength(4);
  expect(gossip.heard('2001:db8:0:1::1', many(2, 50), 0)).toHaveLength(50);
});

test('one sender says nothing against the word of another', () => {
  const gossip = new Gossip();
  for (const endpoint of gossip.heard(sender, many(0, 50), 0)) {
    gossip.tried(endpoint, false);
  }
  expect(gossip.heard('9.9.9.8', many(1, 50), 0)).toHaveLength(50);
});

test('waits half an hour for the outcome', () => {
  const gossip = new Gossip();
  gossip.heard(sender, many(0, 50), 0);
  expect(gossip.heard(sender, many(1, 50), 30 * MINUTE - 1)).toHaveLength(0);
  expect(gossip.heard(sender, many(1, 50), 30 * MINUTE)).toHaveLength(50);
});
