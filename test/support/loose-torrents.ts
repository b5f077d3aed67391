import { type Loose, LooseDict } from './loose-bencode.ts';
import type { Random } from './random.ts';

interface PlannedFile {
  readonly path: string[];
  readonly length: number;
  readonly attr: string | undefined;
}

const ELEMENTS = ['a', 'b', 'film.mkv', 'sub', 'x1', 'readme.txt', 'B', '日本', '0x'];
const PIECE_LENGTHS = [16384, 16384, 32768];
const V1_PIECE_LENGTHS = [...PIECE_LENGTHS, 1000, 65537];
const LENGTHS = [0, 1, 5, 16383, 16384, 16385, 40000, 65536, 100_001];

/** A torrent that is right, of any version; not made by the code under test. */
export function looseTorrent(random: Random): LooseDict {
  switch (random.below(3)) {
    case 0:
      return around(random, v1Info(random));
    case 1:
      return v2Torrent(random, false);
    default:
      return v2Torrent(random, true);
  }
}

function around(random: Random, info: LooseDict, layers?: LooseDict): LooseDict {
  const some = <T>(value: T) => (random.once(3) ? value : undefined);
  return LooseDict.of({
    announce: some('http://one/announce'),
    'announce-list': some([['http://one/a', 'udp://two:80'], ['https://three/x']]),
    comment: some('a comment'),
    'created by': some('nobody'),
    'creation date': some(1_600_000_000),
    httpseeds: some(['http://old/seed']),
    info,
    nodes: some([
      ['router', 6881],
      ['127.0.0.1', 80],
    ]),
    'piece layers': layers,
    'url-list': random.pick([undefined, 'http://seed/a', ['http://seed/', 'http://b/']]),
  });
}

function v1Info(random: Random): LooseDict {
  const pieceLength = random.pick(V1_PIECE_LENGTHS);
  if (random.once(3)) {
    const length = 1 + random.pick(LENGTHS);
    return infoDict(random, { length, pieceLength, size: length, name: 'single' });
  }
  const files = plan(random);
  const list = files.map((file) => v1File(file));
  if (random.once(3)) list.splice(random.below(list.length), 0, padFile(random));
  const size = list.reduce((sum, file) => sum + lengthOf(file), 0);
  return infoDict(random, { files: list, pieceLength, size, name: 'many' });
}

function lengthOf(file: LooseDict): number {
  const attr = file.get('attr');
  return typeof attr === 'string' && attr.includes('l')
    ? 0
    : (file.get('length') as number);
}

function padFile(random: Random): LooseDict {
  const length = random.pick(LENGTHS);
  const path = ['.pad', String(length)];
  return LooseDict.of({ attr: 'p', length, path: random.once(3) ? undefined : path });
}

function v1File({ path, length, attr }: PlannedFile): LooseDict {
  const target = attr?.includes('l') ? [path[0]!] : undefined;
  return LooseDict.of({ attr, length, path, 'symlink path': target });
}

interface InfoFields {
  readonly name: string;
  readonly pieceLength: number;
  /** Of the stream that "pieces" is of; undefined when there are none. */
  readonly size?: number;
  readonly length?: number;
  readonly files?: LooseDict[];
  readonly tree?: LooseDict;
}

function infoDict(random: Random, fields: InfoFields): LooseDict {
  const { name, pieceLength, size, length, files, tree } = fields;
  return LooseDict.of({
    'file tree': tree,
    files,
    length,
    'meta version': tree && 2,
    name,
    'name.utf-8': random.once(5) ? name : undefined,
    'piece length': pieceLength,
    pieces: size === undefined ? undefined : hashes(random, 20, size, pieceLength),
    private: random.once(4) ? 1 : undefined,
    source: random.once(4) ? 'site' : undefined,
  });
}

function v2Torrent(random: Random, isHybrid: boolean): LooseDict {
  const pieceLength = random.pick(PIECE_LENGTHS);
  const isSingle = random.once(3);
  const files: PlannedFile[] = isSingle
    ? [{ path: ['single'], length: 1 + random.pick(LENGTHS), attr: undefined }]
    : plan(random);
  const layers = new LooseDict([]);
  const tree = treeOf(random, files, pieceLength, layers);
  const name = isSingle ? 'single' : 'many';
  const fields = isHybrid ? v1Half(random, files, pieceLength, isSingle) : {};
  const info = infoDict(random, { name, pieceLength, tree, ...fields });
  return around(random, info, random.once(4) ? undefined : sortedDict(layers));
}

function sortedDict(dict: LooseDict): LooseDict {
  return LooseDict.of(Object.fromEntries(dict.entries));
}

/** The same files as the tree's, with pad files between, and at times behind, them. */
function v1Half(
  random: Random,
  files: readonly PlannedFile[],
  pieceLength: number,
  isSingle: boolean,
): Partial<InfoFields> {
  if (isSingle) {
    const length = files[0]!.length;
    return { length, size: length };
  }
  const list: LooseDict[] = [];
  let size = 0;
  const filled = files.filter((file) => dataLength(file) > 0);
  const hasTail = random.once(2);
  for (const file of files) {
    list.push(v1File(file));
    const length = dataLength(file);
    size += length;
    const pad = (pieceLength - (length % pieceLength)) % pieceLength;
    if (length === 0 || pad === 0 || (file === filled.at(-1) && !hasTail)) continue;
    list.push(LooseDict.of({ attr: 'p', length: pad, path: ['.pad', String(pad)] }));
    size += pad;
  }
  return { files: list, size };
}

function dataLength({ attr, length }: PlannedFile): number {
  return attr?.includes('l') ? 0 : length;
}

function treeOf(
  random: Random,
  files: readonly PlannedFile[],
  pieceLength: number,
  layers: LooseDict,
): LooseDict {
  const tree = new LooseDict([]);
  for (const file of files) {
    let folder = tree;
    for (const element of file.path) {
      const key = Buffer.from(element).toString('latin1');
      const inner = folder.get(key) ?? new LooseDict([]);
      if (!folder.get(key)) folder.entries.push([key, inner]);
      folder = inner as LooseDict;
    }
    folder.entries.push(['', leaf(random, file, pieceLength, layers)]);
  }
  return tree;
}

function leaf(
  random: Random,
  file: PlannedFile,
  pieceLength: number,
  layers: LooseDict,
): LooseDict {
  const root = random.bytes(32);
  const length = dataLength(file);
  if (length > pieceLength) {
    layers.entries.push([
      Buffer.from(root).toString('latin1'),
      hashes(random, 32, length, pieceLength),
    ]);
  }
  return LooseDict.of({
    attr: file.attr,
    length: file.length,
    'pieces root': length > 0 ? root : undefined,
    'symlink path': file.attr?.includes('l') ? [file.path[0]!] : undefined,
  });
}

/** Two to five files, in the order of a file tree, none a folder of another. */
function plan(random: Random): PlannedFile[] {
  const paths = new Map<string, string[]>();
  for (let count = 2 + random.below(4); count > 0; count--) {
    const path = Array.from({ length: 1 + random.below(3) }, () => random.pick(ELEMENTS));
    const taken = [...paths.values()];
    const isFree = taken.every(
      (other) =>
        !path.every((element, at) => at >= other.length || element === other[at]),
    );
    if (isFree) paths.set(path.join('/'), path);
  }
  const files = [...paths.values()].sort(byBytes).map((path) => ({
    path,
    length: random.pick(LENGTHS),
    attr: random.pick([undefined, undefined, undefined, 'x', 'h', 'hx', 'l']),
  }));
  // At least one has bytes.
  return files.map((file, at) =>
    at === 0 ? { ...file, length: 1 + file.length, attr: undefined } : file,
  );
}

function byBytes(one: readonly string[], other: readonly string[]): number {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const order = Buffer.compare(Buffer.from(one[at]!), Buffer.from(other[at]!));
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

function hashes(
  random: Random,
  hashLength: number,
  size: number,
  pieceLength: number,
): Uint8Array {
  const count = Math.ceil(size / pieceLength);
  // Random only at the start: there is nothing behind them to tell apart.
  const bytes = new Uint8Array(count * hashLength);
  bytes.set(random.bytes(Math.min(8, bytes.length)));
  return bytes;
}

/** Every node of a torrent that can be changed, and how to put another in its place. */
export interface Place {
  readonly value: Loose;
  readonly set: (value: Loose) => void;
}

export function placesIn(value: Loose): Place[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => [
      { value: item, set: (other: Loose) => (value[at] = other) },
      ...placesIn(item),
    ]);
  }
  if (!(value instanceof LooseDict)) return [];
  return value.entries.flatMap((entry) => [
    { value: entry[1], set: (other: Loose) => (entry[1] = other) },
    ...placesIn(entry[1]),
  ]);
}
