import type { TcpConnection, TcpPort } from '../../../src/ports/tcp.ts';

/** The whole message. */
const UNCHOKE = Uint8Array.of(0, 0, 0, 1, 1);

/** Makes an engine a free rider: whom it unchokes never hears of it, and asks for nothing. */
export function neverUnchoke(tcp: TcpPort): TcpPort {
  return {
    connect: async (remote, signal) => silenced(await tcp.connect(remote, signal)),
    listen: (local, accept) => tcp.listen(local, (one) => accept(silenced(one))),
  };
}

function silenced(inner: TcpConnection): TcpConnection {
  return {
    remote: inner.remote,
    local: inner.local,
    get queued() {
      return inner.queued;
    },
    start: (sink) => inner.start(sink),
    write: (bytes) => {
      if (Buffer.compare(bytes, UNCHOKE) !== 0) inner.write(bytes);
    },
    pause: () => inner.pause(),
    resume: () => inner.resume(),
    close: () => inner.close(),
  };
}
