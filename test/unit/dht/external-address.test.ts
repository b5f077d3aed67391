import { describe, expect, test } from '@jest/globals';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { compactAddress } from '../../../src/dht/compact-address.ts';
import { ExternalAddress } from '../../../src/dht/external-address.ts';
import { ipOf } from '../../../src/dht/node-address.ts';
import { idForAddress } from '../../../src/dht/node-id.ts';

const at = (host: string) => compactAddress({ host, port: 6881 }, 'ipv4')!;
const OURS = at('88.1.2.3');
const FALSE = at('99.9.9.9');

function makeAddress() {
  const random = new MemoryRandom(3);
  const external = new ExternalAddress('ipv4', false);
  return {
    /** Nodes of that many networks say so, by ids that are their addresses' own or not. */
    say: (claimed: Uint8Array, first: number, count: number, isVerified = true) => {
      for (let voter = first; voter < first + count; voter++) {
        const address = at(`20.${voter >> 8}.${voter & 255}.9`);
        const id = isVerified ? idForAddress(ipOf(address), random) : random.bytes(20);
        external.told(id, address, claimed);
      }
    },
    is: (address: Uint8Array) => expect(external.elected).toEqual(ipOf(address)),
    external,
    random,
  };
}

describe('our address', () => {
  test('is what five networks agree on, whoever they are', () => {
    const { external, say, is } = makeAddress();
    say(OURS, 0, 4, false);
    say(OURS, 0, 4, false);
    expect(external.elected).toBeUndefined();
    say(OURS, 4, 1, false);
    is(OURS);
  });

  test('becomes another one when most of the newest votes say so', () => {
    const { say, is } = makeAddress();
    say(OURS, 0, 64);
    say(FALSE, 64, 32);
    is(OURS);
    say(FALSE, 96, 1);
    is(FALSE);
  });

  test('stays what three of four say, however many the liars are', () => {
    const { say, is, random } = makeAddress();
    say(OURS, 0, 40);
    for (let count = 0; count < 2000; count++) {
      if (random.integer(4) === 0) say(FALSE, 100 + random.integer(50), 1);
      else say(OURS, random.integer(40), 1);
      is(OURS);
    }
  });

  test('is not changed by those whose ids are not their own', () => {
    const { say, is } = makeAddress();
    say(OURS, 0, 5);
    say(FALSE, 100, 500, false);
    is(OURS);
  });

  test('is none that nobody could have', () => {
    const { external, say } = makeAddress();
    say(at('0.0.0.0'), 0, 10);
    say(at('224.0.0.1'), 10, 10);
    say(new Uint8Array(18).fill(0x20), 20, 10);
    expect(external.elected).toBeUndefined();
  });
});
