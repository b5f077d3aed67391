import type { Settings } from '../../../src/api/settings.ts';
import type { DnsPort } from '../../../src/ports/dns.ts';
import type { MulticastPort } from '../../../src/ports/multicast.ts';
import type { TcpPort } from '../../../src/ports/tcp.ts';
import type { UdpPort } from '../../../src/ports/udp.ts';
import { DirectDns } from '../direct-sockets/dns.ts';
import { DirectTcp } from '../direct-sockets/tcp.ts';
import { DirectUdp } from '../direct-sockets/udp.ts';
import type { EngineLink } from './engine-link.ts';
import { NoDns } from './no-dns.ts';
import { ChromeTcp } from './tcp.ts';
import { ChromeUdp } from './udp.ts';

interface Sockets {
  readonly name: 'chrome-sockets' | 'direct-sockets';
  readonly tcp: TcpPort;
  readonly udp: UdpPort;
}

/**
 * The sockets that new connections are opened with: Direct Sockets where Chrome has them
 * (faster, and no page in between), unless the setting says otherwise.
 */
export class Transport {
  readonly tcp: TcpPort = {
    connect: (remote, signal) => this.#now.tcp.connect(remote, signal),
    listen: (local, accept) => this.#now.tcp.listen(local, accept),
  };
  readonly udp: UdpPort = {
    bind: (local, receive) => this.#now.udp.bind(local, receive),
  };
  /** By Direct Sockets, whatever connections are made with: chrome.sockets tell none. */
  readonly dns: DnsPort;
  /** By chrome.sockets: in Direct Sockets groups are for Isolated Web Apps alone. */
  readonly multicast: MulticastPort;
  readonly #chrome: Sockets;
  readonly #direct: Sockets | undefined;
  #now: Sockets;

  constructor(link: EngineLink) {
    const udp = new ChromeUdp(link);
    this.multicast = udp;
    this.#chrome = { name: 'chrome-sockets', tcp: new ChromeTcp(link), udp };
    this.#direct = hasDirectSockets()
      ? { name: 'direct-sockets', tcp: new DirectTcp(), udp: new DirectUdp() }
      : undefined;
    this.#now = this.#direct ?? this.#chrome;
    this.dns = this.#direct ? new DirectDns() : new NoDns();
  }

  /** What is used now. */
  get name(): Sockets['name'] {
    return this.#now.name;
  }

  /** For what is opened from now on; Direct Sockets that Chrome lacks are not waited for. */
  choose(transport: Settings['transport']): void {
    this.#now =
      transport === 'chrome-sockets' ? this.#chrome : (this.#direct ?? this.#chrome);
  }
}

function hasDirectSockets(): boolean {
  return 'TCPSocket' in globalThis && 'TCPServerSocket' in globalThis;
}
