import { expect, test } from '@jest/globals';
import { NetworkError } from '../../../src/errors/network-error.ts';
import { KeptConnection } from '../../../src/http/kept-connection.ts';
import type { TcpConnection, TcpSink } from '../../../src/ports/tcp.ts';
import { keepBody } from '../../../src/protocol/http/response-reader.ts';

const AT = { host: '10.0.0.1', port: 80 };

test.each([undefined, new NetworkError('denied', 'filtered')])(
  'one that was closed before it was asked (%s) fails, and does not wait',
  async (reason) => {
    let sink: TcpSink | undefined;
    const connection: TcpConnection = {
      remote: AT,
      local: AT,
      queued: 0,
      start: (given) => {
        sink = given;
      },
      write: () => {},
      pause: () => {},
      resume: () => {},
      close: () => {},
    };
    const kept = new KeptConnection(connection);
    sink!.closed(reason);
    const asked = kept.exchange(new Uint8Array(1), keepBody(10));
    await expect(asked).rejects.toMatchObject({ name: 'NetworkError' });
  },
);
