import type { Endpoint } from '../bytes/endpoint.ts';
import { NetworkError } from '../errors/network-error.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { MulticastPort } from '../ports/multicast.ts';
import type { UdpReceiver, UdpSocket } from '../ports/udp.ts';

export interface GroupMemberOptions {
  readonly clock: Clock;
  readonly multicast: MulticastPort;
  readonly group: Endpoint;
  readonly receive: UdpReceiver;
  joined(): void;
}

/** Milliseconds until it tries again to join. */
const RETRY = 60_000;
/** Routers passed, less one: none, as this is about the local network. */
const HOPS = 1;

/** Joins one group, and tries again as long as it cannot. */
export class GroupMember {
  readonly #options: GroupMemberOptions;
  #socket: UdpSocket | undefined;
  #error: NetworkError | undefined;
  #timer: Timer | undefined;
  #closed = false;

  constructor(options: GroupMemberOptions) {
    this.#options = options;
    void this.#join();
  }

  get joined(): boolean {
    return this.#socket !== undefined;
  }

  /** Why it could not join the last time. */
  get error(): NetworkError | undefined {
    return this.#error;
  }

  send(data: Uint8Array): void {
    this.#socket?.send(data, this.#options.group);
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#socket?.close();
    this.#socket = undefined;
  }

  async #join(): Promise<void> {
    const { clock, multicast, group, receive, joined } = this.#options;
    try {
      const socket = await multicast.join(group, HOPS, (data, from) => {
        if (!this.#closed) receive(data, from);
      });
      if (this.#closed) return socket.close();
      this.#socket = socket;
      this.#error = undefined;
      joined();
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      if (this.#closed) return;
      this.#error = error;
      this.#timer = clock.timer(RETRY, () => void this.#join());
    }
  }
}
