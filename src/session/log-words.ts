import type { LogCode, LogEntry } from '../api/log.ts';

interface Words {
  readonly level: LogEntry['level'];
  /** As the host's log names it. */
  readonly area: string;
  /** With the names of values in braces. */
  readonly text: string;
}

const info = (area: string, text: string): Words => ({ level: 'info', area, text });
const warning = (area: string, text: string): Words => ({ level: 'warning', area, text });
const error = (area: string, text: string): Words => ({ level: 'error', area, text });

/** What each entry of the log says in plain English, and how grave it is. */
export const LOG_WORDS: Readonly<Record<LogCode, Words>> = {
  'engine-started': info('session', 'Rill has started'),
  listening: info('session', 'listens for peers on port {port}'),
  'not-listening': error('session', 'cannot listen for peers'),
  'dht-on': info('dht', 'the DHT answers'),
  'dht-off': info('dht', 'the DHT is off'),
  'dht-unavailable': warning('dht', 'there is no DHT'),
  'lsd-on': info('lsd', 'looks for peers in the local network'),
  'lsd-off': info('lsd', 'does not look for peers in the local network'),
  'lsd-unavailable': warning('lsd', 'cannot look for peers in the local network'),
  'external-address': info('session', 'seen from outside at {address}'),
  'settings-changed': info('session', 'settings were changed: {settings}'),
  'alternative-on': info('session', 'the alternative limits hold'),
  'alternative-off': info('session', 'the usual limits hold'),
  'filter-set': info('session', 'an IP filter was set: {ranges} ranges'),
  'filter-cleared': info('session', 'the IP filter was removed'),
  'not-restored': error('session', 'cannot restore {what}'),
  'not-saved': error('session', 'cannot save {what}'),
  added: info('torrent', 'added'),
  'link-added': info('torrent', 'its link was added'),
  'metadata-found': info('torrent', 'its files are known'),
  removed: info('torrent', 'removed'),
  'put-back': info('torrent', 'put back into the list'),
  checked: info('torrent', 'looked at: {have} of {pieces} pieces are there'),
  started: info('torrent', 'runs'),
  queued: info('torrent', 'waits in the queue'),
  completed: info('torrent', 'complete'),
  'paused-by-person': info('torrent', 'paused'),
  'paused-by-limit': info('torrent', 'shared enough, and paused'),
  resumed: info('torrent', 'resumed'),
  moved: info('torrent', 'moved to another folder'),
  failed: error('torrent', 'stopped'),
  'tracker-failed': warning('tracker', '{tracker} fails'),
  'tracker-works': info('tracker', '{tracker} answers again'),
  'peer-dropped': info('peer', '{peer} dropped'),
  'peer-banned': warning('peer', '{peer} banned'),
  'web-seed-dropped': warning('webseed', '{host} is not asked any more'),
  'piece-wrong': warning('torrent', 'piece {piece} did not match its hash'),
  'pieces-lost': error('torrent', '{pieces} pieces are not there any more, or wrong'),
};
