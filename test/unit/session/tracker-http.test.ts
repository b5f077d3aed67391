import { expect, test } from '@jest/globals';
import { HttpClient } from '../../../src/http/http-client.ts';
import { trackerHttp } from '../../../src/session/tracker-http.ts';
import { ScriptedHost, type Serve } from '../http/scripted-host.ts';

function announceTo(serve: Serve): Promise<unknown> {
  const get = trackerHttp(new HttpClient(new ScriptedHost(serve), 'Rill/1'));
  return get('http://tracker/announce', new AbortController().signal);
}

test('a tracker that closes without a byte is unreachable, and said to have done so', async () => {
  await expect(announceTo(({ close }) => close())).rejects.toMatchObject({
    name: 'TrackerError',
    code: 'unreachable',
    message: 'the tracker closed the connection without an answer',
  });
});

test.each(['HTTP/1.1 200', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nd8'])(
  'a tracker that closes after %j gave a bad answer',
  async (text) => {
    const cutShort = announceTo(({ send, close }) => {
      send(text);
      close();
    });
    await expect(cutShort).rejects.toMatchObject({ code: 'bad-answer' });
  },
);
