import type { Clock } from './clock.ts';
import type { DnsPort } from './dns.ts';
import type { FoldersPort } from './folders.ts';
import type { Hasher } from './hasher.ts';
import type { HttpsPort } from './https.ts';
import type { KeyValueStore } from './key-value-store.ts';
import type { Log } from './log.ts';
import type { MulticastPort } from './multicast.ts';
import type { Random } from './random.ts';
import type { Signatures } from './signatures.ts';
import type { TcpPort } from './tcp.ts';
import type { UdpPort } from './udp.ts';

/** The whole border between the engine and its host. A capability a host lacks is undefined. */
export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly tcp: TcpPort;
  readonly udp: UdpPort;
  readonly dns: DnsPort;
  readonly multicast: MulticastPort | undefined;
  readonly https: HttpsPort | undefined;
  readonly hasher: Hasher;
  readonly signatures: Signatures | undefined;
  readonly folders: FoldersPort;
  readonly store: KeyValueStore;
  readonly log: Log;
}
