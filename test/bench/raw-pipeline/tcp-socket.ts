/** What the pipelines use of Direct Sockets; the DOM library does not know them yet. */
interface TcpSocket {
  readonly opened: Promise<{ readonly readable: ReadableStream<Uint8Array> }>;
  close(): Promise<void>;
}

declare const TCPSocket: new (
  host: string,
  port: number,
  options: { readonly receiveBufferSize: number },
) => TcpSocket;

const RECEIVE_BUFFER = 4 * 1024 * 1024;

/** Everything that 127.0.0.1:port sends, in the chunks in which it comes. */
export async function* receive(port: number): AsyncGenerator<Uint8Array> {
  const socket = new TCPSocket('127.0.0.1', port, { receiveBufferSize: RECEIVE_BUFFER });
  const reader = (await socket.opened).readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
