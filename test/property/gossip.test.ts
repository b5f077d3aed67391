import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Endpoint, formatEndpoint } from '../../src/bytes/endpoint.ts';
import { Gossip } from '../../src/pex/gossip.ts';

const MINUTE = 60_000;
const host = fc.constantFrom(
  ...['8.8.8.8', '8.8.4.4', '9.1.1.1', '2001:db8::5', '2001:db8::6', '2001:db8:1::7'],
  ...['0.0.0.0', '224.1.1.1', '127.0.0.1', '10.0.0.1', 'fe80::1', '::ffff:8.8.8.8'],
);
const endpoint = fc.record({ host, port: fc.integer({ min: 0, max: 12 }) });
const step = fc.oneof(
  fc.record({
    kind: fc.constant('heard' as const),
    sender: fc.constantFrom('9.9.9.9', '9.9.9.8', '2001:db8::1', '2001:db8::2'),
    told: fc.array(endpoint, { maxLength: 60 }),
    passed: fc.integer({ min: 0, max: 20 * MINUTE }),
  }),
  fc.record({
    kind: fc.constant('tried' as const),
    endpoint,
    answered: fc.boolean(),
  }),
);

const PUBLIC = /^(?:8\.8|9\.1|2001:)/;

test('whatever is told and tried, few wait: of each machine three, none that there is not', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const gossip = new Gossip();
      const waiting = new Map<
        string,
        { readonly at: Endpoint; readonly since: number }
      >();
      let now = 0;
      for (const each of steps) {
        if (each.kind === 'tried') {
          gossip.tried(each.endpoint, each.answered);
          waiting.delete(formatEndpoint(each.endpoint));
          continue;
        }
        now += each.passed;
        for (const [key, { since }] of waiting) {
          if (now - since >= 30 * MINUTE) waiting.delete(key);
        }
        const told = each.told.map((at) => ({ endpoint: at, flags: 0 }));
        for (const at of gossip.heard(each.sender, told, now)) {
          const key = formatEndpoint(at);
          expect(waiting.has(key)).toBe(false);
          expect(at.host).toMatch(PUBLIC);
          expect(at.port).toBeGreaterThan(0);
          waiting.set(key, { at, since: now });
        }
        const hosts = [...waiting.values()].map(({ at }) => at.host);
        for (const one of hosts) {
          expect(hosts.filter((other) => other === one).length).toBeLessThanOrEqual(3);
        }
      }
    }),
    { numRuns: 500 },
  );
});
