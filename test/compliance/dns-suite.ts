import { NetworkError } from '../../src/errors/network-error.ts';
import type { DnsPort } from '../../src/ports/dns.ts';
import { equal, ok, rejectsWithCode } from './expect.ts';
import type { Case } from './suite.ts';
import { never } from './tcp-pair.ts';

export interface DnsSubject {
  readonly dns: DnsPort;
  /** What "localhost" has at least, by what the host keeps of it. */
  readonly localhost: readonly string[];
}

/** The contract of src/ports/dns.ts; it asks for no name that leaves the machine. */
export const dnsSuite: readonly Case<DnsSubject>[] = [
  {
    name: 'a name has its addresses, of both families, each once',
    run: async ({ dns, localhost }) => {
      const addresses = await dns.resolve('localhost', never);
      for (const each of localhost) ok(addresses.includes(each), `${each} among them`);
      equal(addresses.length, new Set(addresses).size, 'addresses apart');
    },
  },
  {
    name: 'a literal is its own address',
    run: async ({ dns, localhost }) => {
      for (const each of localhost) equal(await dns.resolve(each, never), [each], each);
    },
  },
  {
    name: 'a name that nobody has is not found',
    // RFC 6761, section 6.4: nobody ever has one in .invalid.
    run: ({ dns }) =>
      rejectsWithCode(
        dns.resolve('tracker.invalid', never),
        NetworkError,
        'name-not-found',
      ),
  },
  {
    name: 'what is no name at all is not found',
    run: async ({ dns }) => {
      for (const name of ['a..b', 'a b', `${'x'.repeat(300)}.invalid`]) {
        await rejectsWithCode(dns.resolve(name, never), NetworkError, 'name-not-found');
      }
    },
  },
  {
    name: 'fifty askings at once each get their answer',
    run: async ({ dns, localhost }) => {
      const fifty = Array.from({ length: 50 }, () => dns.resolve('localhost', never));
      for (const addresses of await Promise.all(fifty)) {
        ok(addresses.includes(localhost[0]!), `${localhost[0]} among them`);
      }
    },
  },
  {
    name: 'a signal that has fired already aborts the asking',
    run: ({ dns }) =>
      rejectsWithCode(
        dns.resolve('localhost', AbortSignal.abort()),
        NetworkError,
        'aborted',
      ),
  },
  {
    name: 'an abort while it asks is told at once',
    run: async ({ dns }) => {
      const aborter = new AbortController();
      const asking = dns.resolve('tracker.invalid', aborter.signal);
      asking.catch(() => {});
      aborter.abort();
      await rejectsWithCode(asking, NetworkError, 'aborted');
    },
  },
];
