import { concat } from '../bytes/concat.ts';
import { crc32c } from '../bytes/crc32c.ts';
import { equal } from '../bytes/equal.ts';

/** Bytes of an address, 4 or 16, and its port. */
export interface Location {
  readonly ip: Uint8Array;
  readonly port: number;
}

/**
 * How much two peers are to be connected, the same for both of them (BEP 40): larger is
 * better. Where all keep the connections that rank highest a swarm hangs together, and nobody
 * can crowd somebody out by coming from many addresses. For IPv6 by the BEP's text, from
 * which libtorrent differs where the first 32 bits are the same. 0 across families.
 */
export function peerPriority(one: Location, other: Location): number {
  if (one.ip.length !== other.ip.length) return 0;
  const [low, high] = equal(one.ip, other.ip)
    ? sorted(portBytes(one.port), portBytes(other.port))
    : sorted(...masked(one.ip, other.ip));
  return crc32c(concat([low, high]));
}

/** Of a network that they share, one byte more counts in full; the rest every second bit. */
function masked(one: Uint8Array, other: Uint8Array): [Uint8Array, Uint8Array] {
  const shared = one.findIndex((byte, at) => byte !== other[at]);
  const whole = Math.max(one.length === 4 ? 2 : 6, shared + 1);
  const mask = (byte: number, at: number) => (at < whole ? byte : byte & 0x55);
  return [one.map(mask), other.map(mask)];
}

function portBytes(port: number): Uint8Array {
  return Uint8Array.of(port >> 8, port & 0xff);
}

function sorted(one: Uint8Array, other: Uint8Array): [Uint8Array, Uint8Array] {
  for (const [at, byte] of one.entries()) {
    if (byte !== other[at]) return byte < other[at]! ? [one, other] : [other, one];
  }
  return [one, other];
}
