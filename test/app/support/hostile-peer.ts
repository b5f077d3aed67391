import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { fromHex } from '../../../src/bytes/hex.ts';
import { PeerWireDecoder } from '../../../src/protocol/peer-wire/decoder.ts';
import { encodeBlock, encodeMessage } from '../../../src/protocol/peer-wire/encode.ts';
import {
  encodeHandshake,
  HANDSHAKE_LENGTH,
} from '../../../src/protocol/peer-wire/handshake.ts';
import type { PeerMessage } from '../../../src/protocol/peer-wire/message.ts';

/** A peer, in this process, that does not mean well. */
export class HostilePeer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** How many connections it was given. */
  connections = 0;

  /** Has everything, and answers each request with zeros. */
  static withWrongData(
    host: string,
    infoHash: string,
    pieceCount: number,
  ): Promise<HostilePeer> {
    return HostilePeer.#start(host, (socket) => serveZeros(socket, infoHash, pieceCount));
  }

  /** Says nothing that a peer would say. */
  static withGarbage(host: string): Promise<HostilePeer> {
    return HostilePeer.#start(host, (socket) => {
      socket.on('data', () => socket.write(Buffer.alloc(4096, 'garbage ')));
    });
  }

  static async #start(
    host: string,
    serve: (socket: Socket) => void,
  ): Promise<HostilePeer> {
    const server = createServer();
    server.listen(0, host);
    await once(server, 'listening');
    return new HostilePeer(server, serve);
  }

  private constructor(server: Server, serve: (socket: Socket) => void) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.connections++;
      this.#sockets.add(socket);
      // Being dropped is what it is there for.
      socket.on('error', () => {});
      serve(socket);
    });
  }

  /** "host:port". */
  get address(): string {
    const { address, port } = this.#server.address() as AddressInfo;
    return `${address}:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }
}

function serveZeros(socket: Socket, infoHash: string, pieceCount: number): void {
  const decoder = new PeerWireDecoder(
    {
      message: (message) => answerZeros(socket, message),
      beginBlock: () => undefined,
      endBlock: () => {},
    },
    pieceCount,
  );
  let toSkip = HANDSHAKE_LENGTH;
  socket.on('data', (bytes) => {
    const skipped = Math.min(toSkip, bytes.length);
    toSkip -= skipped;
    decoder.push(bytes.subarray(skipped));
  });
  const bits = Buffer.alloc(Math.ceil(pieceCount / 8), 0xff);
  if (pieceCount % 8 > 0) bits[bits.length - 1] = 0xff << (8 - (pieceCount % 8));
  socket.write(
    encodeHandshake({
      reserved: Buffer.alloc(8),
      infoHash: fromHex(infoHash)!,
      peerId: Buffer.from('-XX0001-hostile peer'),
    }),
  );
  socket.write(encodeMessage({ kind: 'bitfield', bits }));
  socket.write(encodeMessage({ kind: 'unchoke' }));
}

function answerZeros(socket: Socket, message: PeerMessage): void {
  if (message.kind !== 'request') return;
  const { piece, begin, length } = message;
  socket.write(encodeBlock(piece, begin, new Uint8Array(length)));
}
