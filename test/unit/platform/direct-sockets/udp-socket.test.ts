import { expect, test } from '@jest/globals';
import {
  DirectUdpSocket,
  type OpenUdpSocket,
} from '../../../../background/platform/direct-sockets/udp-socket.ts';

const THERE = { host: '10.0.0.2', port: 7 };

/** What Chromium opens, as far as it is used. */
class FakeSocket {
  readonly sent: string[] = [];
  readonly #reading: ReadableStreamDefaultController<UDPMessage>[] = [];
  closed = 0;

  readonly open = async (): Promise<OpenUdpSocket> => {
    const readable = new ReadableStream<UDPMessage>({
      start: (controller) => void this.#reading.push(controller),
    });
    const writable = new WritableStream<UDPMessage>({
      write: ({ data }) =>
        void this.sent.push(new TextDecoder().decode(data as Uint8Array)),
    });
    const close = async () => void this.closed++;
    const opened = { readable, writable, localAddress: '10.0.0.1', localPort: 5 };
    return { socket: { close }, opened } as unknown as OpenUdpSocket;
  };

  get opened(): number {
    return this.#reading.length;
  }

  receive(text: string): void {
    const data = new TextEncoder().encode(text);
    const message = { data, remoteAddress: THERE.host, remotePort: THERE.port };
    this.#reading.at(-1)!.enqueue(message);
  }

  breakDown(): void {
    this.#reading.at(-1)!.error(new Error('net::ERR_NETWORK_CHANGED'));
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const bytes = (text: string) => new TextEncoder().encode(text);

test('what can be heard no more is bound anew by what is sent next', async () => {
  const fake = new FakeSocket();
  const heard: string[] = [];
  const hear = (data: Uint8Array) => heard.push(new TextDecoder().decode(data));
  const socket = new DirectUdpSocket(await fake.open(), hear, fake.open);
  fake.receive('one');
  await turn();
  fake.breakDown();
  await turn();
  socket.send(bytes('lost'), THERE);
  await turn();
  socket.send(bytes('kept'), THERE);
  fake.receive('two');
  await turn();
  expect(heard).toEqual(['one', 'two']);
  expect(fake.sent).toEqual(['kept']);
  expect([fake.opened, fake.closed]).toEqual([2, 1]);
  socket.close();
});

test('a receiver that fails does not end what is heard', async () => {
  const fake = new FakeSocket();
  const heard: string[] = [];
  const socket = new DirectUdpSocket(
    await fake.open(),
    (data) => {
      heard.push(new TextDecoder().decode(data));
      if (heard.length === 1) throw new Error('no');
    },
    fake.open,
  );
  fake.receive('one');
  await turn();
  socket.send(bytes('lost'), THERE);
  await turn();
  fake.receive('two');
  await turn();
  expect(heard).toEqual(['one', 'two']);
  socket.close();
});

test('once closed it is not bound anew', async () => {
  const fake = new FakeSocket();
  const socket = new DirectUdpSocket(await fake.open(), () => {}, fake.open);
  fake.breakDown();
  socket.close();
  await turn();
  socket.send(bytes('lost'), THERE);
  await turn();
  expect([fake.opened, fake.closed, fake.sent]).toEqual([1, 1, []]);
});
