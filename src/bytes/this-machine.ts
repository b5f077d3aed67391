import { parseIp } from './ip-address.ts';

const NAME = /^(?:.+\.)?localhost\.?$/i;
/** ::ffff:0:0/96: IPv4 in the dress of IPv6. */
const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];

/** Whether a host, an address or a name, is this machine's own by its looks. */
export function isThisMachine(host: string): boolean {
  const ip = parseIp(host);
  if (!ip) return NAME.test(host);
  if (ip.length === 16 && MAPPED.every((byte, at) => ip[at] === byte)) {
    return isLocalV4(ip.subarray(12));
  }
  if (ip.length === 4) return isLocalV4(ip);
  // :: and ::1
  return ip.subarray(0, 15).every((byte) => byte === 0) && ip[15]! <= 1;
}

function isLocalV4([first]: Uint8Array): boolean {
  return first === 127 || first === 0;
}
