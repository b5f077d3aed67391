import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { trackerHost, withoutSecrets } from '../../../src/tracker/without-secrets.ts';

const KEY = '0123456789abcdef';

test.each([
  ['in the path', `http://t/${KEY}/announce`, `no ${KEY}`, 'no …'],
  ['in the query', `http://t/announce?passkey=${KEY}`, `no ${KEY}`, 'no …'],
  ['of another case', `http://t/${KEY}/announce`, `no ${KEY.toUpperCase()}`, 'no …'],
  ['that is escaped', 'http://t/a%20secret%2Fkey', 'a secret/key', '…'],
  ['as it is escaped', 'http://t/a%20secret%2Fkey', 'a%20secret%2Fkey', '…'],
  ['behind announce', `http://t/announce-${KEY}`, `announce-${KEY}!`, '…!'],
  ['with padding', `http://t/a?${KEY}==`, `${KEY}== and ${KEY}`, '…== and …'],
  ['behind another address', `http://t/?u=http://x/${KEY}`, KEY, '…'],
  ['with signs in it', 'http://t/(a+b)*[c].$^', '(a+b)*[c].$^', '…'],
  ['that begins another', `http://t/${KEY}/${KEY}99`, `${KEY}99`, '…'],
  ['of a login', 'http://joe:pa55@t/announce', 'who is joe:pa55?', 'who is joe:…?'],
])('blots out a secret %s', (_, url, text, cleared) => {
  expect(withoutSecrets(text, url)).toBe(cleared);
});

test.each([
  ['http://t/announce.php?passkey=x', 'announce.php says: bad passkey x'],
  ['udp://t:80/announce', 'announce later'],
  ['http://t/announce?torrent_pass=1', 'bad torrent_pass'],
  ['nonsense', 'nonsense'],
])('of %s it leaves %j as it is', (url, text) => {
  expect(withoutSecrets(text, url)).toBe(text);
});

test('whatever the address, what is blotted out is not there any more', () => {
  const secret = fc.stringMatching(/^[!-~]{8,40}$/);
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
      const escaped = encodeURIComponent(`${key}~~~~~~~~`);
      const text = `${before}${key}~~~~~~~~${after}`;
      const cleared = withoutSecrets(text, `http://t/${escaped}/announce`);
      expect(cleared).not.toContain(`${key}~~~~~~~~`);
    }),
  );
});

test.each([
  ['http://user:secret@t.example:80/x', 't.example'],
  ['udp://[2001:db8::1]:6969', '[2001:db8::1]'],
  ['http://[0123/announce', 'a tracker'],
])('calls %s %s', (url, name) => {
  expect(trackerHost(url)).toBe(name);
});
