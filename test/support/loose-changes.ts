import { type Loose, LooseDict, Raw, sorted } from './loose-bencode.ts';
import { placesIn } from './loose-torrents.ts';
import type { Random } from './random.ts';

const INTEGERS: readonly (number | bigint)[] = [
  ...[-1, 0, 1, 2, 3, 5, 1000, 16383, 16384, 16385, 32768, 65536],
  ...[2 ** 28, 2 ** 29, 2 ** 30 - 1, 2 ** 30, 2 ** 31, 2 ** 32 + 2],
  ...[2 ** 44 - 16384, 2 ** 44 - 16385, 2 ** 48 - 1, 2 ** 48, 2 ** 50, 2 ** 53 - 1],
  ...[2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), 99_999_999_999_999_999_999n],
];
const RAW = ['i05e', 'i-0e', 'i-03e', 'i00e', '01:a', '00:', '0000000000000001:a'];
const RAW_WRONG = [
  'i e',
  'i--1e',
  'ie',
  '1:',
  'x',
  '-1:a',
  '00000000000000001:a',
  'd1:ae',
];
const STRINGS = ['', 'a', '.', '..', '/', '\\', 'x', 'many', 'single', 'p', 'l', 'xhlp'];
const TEXTS = ['../up', '/etc', 'a/b', 'CON', 'a. ', 'é', '_____padding_file_0_x', '…'];
const OTHERS: readonly (() => Loose)[] = [
  () => [],
  () => new LooseDict([]),
  () => ['a'],
  () => ['a', 'b', 'c'],
  () => [5],
  () => LooseDict.of({ length: 5 }),
  () => LooseDict.of({ '': LooseDict.of({ length: 0 }) }),
  () => LooseDict.of({ length: 5, path: ['new'] }),
];
/** Keys that mean something somewhere. */
const KEYS = [
  ...['info', 'announce', 'announce-list', 'url-list', 'httpseeds', 'nodes'],
  ...['piece layers', 'creation date', 'comment', 'name', 'name.utf-8', 'length'],
  ...['files', 'file tree', 'meta version', 'piece length', 'pieces', 'private'],
  ...['path', 'path.utf-8', 'attr', 'symlink path', 'pieces root', '', 'a', 'zz'],
];

/** Changes one to three things about the torrent. */
export function change(torrent: LooseDict, random: Random): void {
  for (let count = 1 + random.below(3); count > 0; count--) {
    if (random.once(2)) changeValue(torrent, random);
    else changeDict(torrent, random);
  }
}

function changeValue(torrent: LooseDict, random: Random): void {
  const places = placesIn(torrent);
  if (places.length === 0) return;
  const { value, set } = random.pick(places);
  if (random.once(4)) return set(anything(random));
  if (typeof value === 'number') return set(otherInteger(value, random));
  if (value instanceof Uint8Array) return set(otherBytes(value, random));
  if (typeof value === 'string') return set(random.pick([...STRINGS, ...TEXTS]));
  if (Array.isArray(value)) changeList(value, random);
}

function otherInteger(value: number, random: Random): Loose {
  switch (random.below(4)) {
    case 0:
      return value + 1;
    case 1:
      return value - 1;
    case 2:
      return new Raw(random.pick([`i0${value}e`, `i-${value}e`, `i${value}.0e`]));
    default:
      return random.pick(INTEGERS);
  }
}

function otherBytes(bytes: Uint8Array, random: Random): Uint8Array {
  switch (random.below(4)) {
    case 0:
      return bytes.subarray(0, Math.max(0, bytes.length - random.pick([1, 20, 32])));
    case 1:
      return new Uint8Array([...bytes, ...random.bytes(random.pick([1, 20, 32]))]);
    case 2:
      return new Uint8Array(bytes.length);
    default:
      return random.bytes(bytes.length);
  }
}

function changeList(list: Loose[], random: Random): void {
  const at = random.below(list.length + 1);
  switch (random.below(3)) {
    case 0:
      list.splice(at, 1);
      break;
    case 1:
      list.splice(at, 0, anything(random));
      break;
    default:
      list.reverse();
  }
}

function changeDict(torrent: LooseDict, random: Random): void {
  const dicts = placesIn(torrent)
    .map(({ value }) => value)
    .filter((value) => value instanceof LooseDict);
  const dict = random.pick([torrent, ...dicts]);
  const { entries } = dict;
  const at = random.below(entries.length + 1);
  switch (random.below(6)) {
    case 0:
      entries.splice(at, 1);
      break;
    case 1:
      // Still in order: what it holds is what is wrong.
      entries.push([random.pick(KEYS), anything(random)]);
      sorted(entries);
      break;
    case 2:
      entries.splice(at, 0, [random.pick(KEYS), anything(random)]);
      break;
    case 3:
      if (entries[at]) entries.splice(at, 0, [entries[at][0], anything(random)]);
      break;
    case 4:
      entries.reverse();
      break;
    default:
      if (entries[at]) entries[at][0] = random.pick(KEYS);
      if (random.once(2)) sorted(entries);
  }
}

function anything(random: Random): Loose {
  switch (random.below(8)) {
    case 0:
      return new Raw(random.pick(RAW));
    case 1:
      return new Raw(random.pick(RAW_WRONG));
    case 2:
    case 3:
      return random.pick(INTEGERS);
    case 4:
      return random.pick(STRINGS);
    case 5:
      return random.pick(TEXTS);
    case 6:
      return random.bytes(random.pick([0, 1, 20, 32, 40]));
    default:
      return random.pick(OTHERS)();
  }
}
