import { importsOf, isSource } from './imports.ts';
import type { Files } from './repository.ts';

const GROUND = ['errors', 'bytes'];
const FORMATS = [...GROUND, 'bencode', 'metainfo'];
const BELOW_TRADES = [...FORMATS, 'ports', 'protocol', 'http'];
/** One floor of neighbours, none of which knows another. */
const TRADES = [
  ...['peer', 'picker', 'choke', 'rate', 'storage', 'merkle'],
  ...['tracker', 'dht', 'pex', 'lsd', 'webseed', 'utp', 'nat'],
];
const BELOW_TORRENT = [...BELOW_TRADES, ...TRADES];

/** The floors of src/, each with what it may import besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  bytes: ['errors'],
  bencode: GROUND,
  ports: GROUND,
  // Of ports, metainfo knows the hasher.
  metainfo: [...GROUND, 'bencode', 'ports'],
  // Codecs are pure: no ports.
  protocol: FORMATS,
  http: [...FORMATS, 'ports', 'protocol'],
  ...Object.fromEntries(TRADES.map((trade) => [trade, BELOW_TRADES])),
  // Beside a torrent: it makes files of them, and knows none.
  create: [...FORMATS, 'ports'],
  torrent: BELOW_TORRENT,
  api: ['errors', 'ports'],
  session: [...BELOW_TORRENT, 'torrent', 'create', 'api'],
};

/** The window itself, what it asks of the host it opens in, and its languages. */
const UI_DOORS =
  /^ui\/(?:main|client\/(?:window|companion)-host|companion|i18n\/(?:languages|shipped-texts))\.tsx?$/;

/** Imports run one way: down the floors of src/, and into src/ only by its doors. */
export function layers(files: Files): string[] {
  const wrong: string[] = [];
  for (const [path, text] of files) {
    if (!isSource(path)) continue;
    for (const target of importsOf(path, text)) {
      const why = objection(path, target);
      if (why !== undefined) wrong.push(`${path} imports ${target}: ${why}`);
    }
  }
  return wrong;
}

/** Why the module `path` may not import `target`; undefined when it may. */
function objection(path: string, target: string): string | undefined {
  const [house, floor = ''] = path.split('/');
  const [targetHouse, targetFloor = ''] = target.split('/');
  switch (house) {
    case 'src': {
      if (target.startsWith('node:')) return 'the engine has no host';
      if (
        targetHouse === 'background' ||
        targetHouse === 'ui' ||
        targetHouse === 'test'
      ) {
        return 'src imports nothing of its hosts';
      }
      if (targetHouse !== 'src' || targetFloor === floor) return undefined;
      const allowed = MAY_IMPORT[floor];
      if (allowed === undefined) return `src/${floor} is on no floor`;
      return allowed.includes(targetFloor)
        ? undefined
        : `src/${floor} does not know ${targetFloor}`;
    }
    case 'ui':
      if (target.startsWith('node:')) return 'the window has no Node';
      if (targetHouse === 'background' || targetHouse === 'test') {
        return 'ui speaks over a port only';
      }
      return targetHouse === 'src' && targetFloor !== 'api'
        ? 'ui knows only src/api'
        : undefined;
    case 'background':
      if (targetHouse === 'test') return 'hosts do not need the tests';
      return targetHouse === 'ui' && !UI_DOORS.test(target)
        ? 'a host knows the window by its doors'
        : undefined;
    default:
      return undefined;
  }
}
