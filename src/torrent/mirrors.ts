import { ProtocolError } from '../errors/protocol-error.ts';
import type { SwarmVersion } from '../metainfo/info-hash.ts';
import type { Acceptance, PeerConnection } from '../peer/peer-connection.ts';
import type { Clock } from '../ports/clock.ts';
import { handshakeFor, type Identity } from './identity.ts';

/** Connections to ourselves that wait for the side that dialled to notice, and how long. */
const MOST_MIRRORS = 4;
const MIRROR_TIME = 2000;

/**
 * Connections that we dialled to ourselves, seen from the side that was dialled. Only the
 * other side knows the address not to dial again: it hears the handshake, and hangs up.
 */
export class Mirrors {
  readonly #clock: Clock;
  readonly #identity: Identity;
  readonly #all = new Set<PeerConnection>();

  constructor(clock: Clock, identity: Identity) {
    this.#clock = clock;
    this.#identity = identity;
  }

  /** Throws ProtocolError when too many wait. */
  accept(connection: () => PeerConnection, version: SwarmVersion): Acceptance {
    if (this.#all.size >= MOST_MIRRORS) throw selfConnection();
    const mirror = connection();
    this.#all.add(mirror);
    const timer = this.#clock.timer(MIRROR_TIME, () => {
      this.#all.delete(mirror);
      mirror.close();
    });
    return {
      handshake: handshakeFor(this.#identity, version),
      maxBitfield: 1,
      ready: () => ({
        message: () => {},
        beginBlock: () => undefined,
        endBlock: () => {},
        received: () => {},
        drained: () => {},
        closed: () => {
          timer.cancel();
          this.#all.delete(mirror);
        },
      }),
    };
  }

  stop(): void {
    for (const mirror of this.#all) mirror.close();
  }
}

export function selfConnection(): ProtocolError {
  return new ProtocolError('self-connection', 'that is this program itself');
}
