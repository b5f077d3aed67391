import { spawnSync } from 'node:child_process';
import { networkInterfaces, tmpdir } from 'node:os';
import { type Host, LOOPBACK } from './host.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

/** This machine's loopback of IPv6. */
export const LOOPBACK_6: Host = { ...LOOPBACK, address: '::1' };

/** opentracker is built for one family, Debian's for IPv4; asked for the other it ends at once. */
export const tracks = { ipv4: tracksAt('127.0.0.1'), ipv6: hasIpv6 && tracksAt('::1') };

/** Whether opentracker is still there after half a second. */
function tracksAt(address: string): boolean {
  const words = ['-i', address, '-p', '0', '-P', '0'];
  const options = { cwd: tmpdir(), timeout: 500, stdio: 'ignore' } as const;
  return spawnSync('opentracker', words, options).signal !== null;
}
