import { expect, test } from '@jest/globals';
import type { InputErrorCode } from '../../../../src/errors/input-error.ts';
import type { NetworkErrorCode } from '../../../../src/errors/network-error.ts';
import type { ProtocolErrorCode } from '../../../../src/errors/protocol-error.ts';
import type { Fault } from '../../../../src/errors/rill-error.ts';
import type { StorageErrorCode } from '../../../../src/errors/storage-error.ts';
import type { TrackerErrorCode } from '../../../../src/errors/tracker-error.ts';
import type { WebSeedErrorCode } from '../../../../src/errors/web-seed-error.ts';
import { errorSentence, errorText } from '../../../../ui/format/error-text.ts';

/** Every code there is: the compiler refuses one too few and one too many. */
type All<Code extends string> = Readonly<Record<Code, true>>;

const storage: All<StorageErrorCode> = {
  'no-space': true,
  'permission-lost': true,
  'folder-gone': true,
  'file-gone': true,
  'file-changed': true,
  'read-only': true,
  'name-too-long': true,
  'name-taken': true,
  'no-memory': true,
  io: true,
};
const tracker: All<TrackerErrorCode> = {
  'refused-by-tracker': true,
  'bad-answer': true,
  'http-status': true,
  'too-many-redirects': true,
  'answer-too-large': true,
  'unsupported-scheme': true,
  unreachable: true,
  'name-not-found': true,
  'connection-refused': true,
  'timed-out': true,
  blocked: true,
  'no-scrape': true,
};
const network: All<NetworkErrorCode> = {
  refused: true,
  reset: true,
  'timed-out': true,
  unreachable: true,
  'name-not-found': true,
  'address-in-use': true,
  denied: true,
  aborted: true,
  failed: true,
};
const input: All<InputErrorCode> = {
  'bad-bencode': true,
  'not-a-torrent': true,
  'torrent-too-large': true,
  'info-too-large': true,
  'too-deep': true,
  'too-many-items': true,
  'too-many-files': true,
  'too-many-pieces': true,
  'path-too-deep': true,
  'piece-too-long': true,
  'halves-differ': true,
  'bad-piece-layers': true,
  'nothing-to-share': true,
  'unusable-name': true,
  'name-in-use': true,
  'no-such-file': true,
  'file-incomplete': true,
  'files-in-use': true,
  'bad-piece-length': true,
  'bad-tracker': true,
  'bad-web-seed': true,
  'bad-label': true,
  'too-many-labels': true,
  'bad-ip-filter': true,
  'no-metadata': true,
  'unsupported-torrent': true,
  'bad-magnet': true,
  'bad-link': true,
  'bad-command': true,
  'bad-endpoint': true,
  'bad-setting': true,
  'already-added': true,
  'no-such-torrent': true,
  'fetch-failed': true,
};
const peer: All<ProtocolErrorCode> = {
  'bad-handshake': true,
  'wrong-info-hash': true,
  'self-connection': true,
  'message-too-long': true,
  'bad-message': true,
  'out-of-range': true,
  'bad-bencode': true,
  'wrong-data': true,
  flood: true,
  banned: true,
  'duplicate-connection': true,
  'too-many-peers': true,
  'timed-out': true,
};
const webSeed: All<WebSeedErrorCode> = {
  'not-found': true,
  'http-status': true,
  'no-ranges': true,
  'wrong-size': true,
  'wrong-data': true,
  'bad-answer': true,
  'too-many-redirects': true,
  'unsupported-scheme': true,
  'too-slow': true,
};
const faults: Readonly<Record<Fault, Readonly<Record<string, true>>>> = {
  storage,
  tracker,
  network,
  input,
  peer,
  'web-seed': webSeed,
};

const cases = Object.entries(faults).flatMap(([fault, codes]) =>
  Object.keys(codes).map((code) => [fault as Fault, code] as const),
);

test.each(cases)('has words of its own for %s: %s', (fault, code) => {
  const { what } = errorText({ fault, code, message: 'raw message' });
  expect(what).toMatch(/^[A-Z].*(\.|raw message)$/);
  expect(what).not.toBe('raw message');
});

test.each(Object.keys(storage))('says what to do about storage: %s', (code) => {
  expect(errorText({ fault: 'storage', code, message: '' }).next).not.toBe('');
});

test('falls back to the message for a code it does not know', () => {
  const report = { fault: 'internal', code: 'new', message: 'It broke.' } as const;
  expect(errorText(report)).toEqual({ what: 'It broke.', next: '' });
});

test('passes on the words of the tracker', () => {
  const report = { fault: 'tracker', code: 'refused-by-tracker', message: 'go away' };
  expect(errorSentence(report as never)).toBe('The tracker says: go away');
});
