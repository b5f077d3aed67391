import { encodeLoose, type Loose, LooseDict } from './loose-bencode.ts';

const FILES = 50_000;
const PIECES = 200_000;
const PIECE_LENGTH = 16_384;
const FILE_LENGTH = 40_000;
const PER_FOLDER = 500;
const PER_FILE = Math.ceil(FILE_LENGTH / PIECE_LENGTH);
const PAD = PER_FILE * PIECE_LENGTH - FILE_LENGTH;

/** The largest torrents that have to be read quickly, by what is large about them. */
export const LARGE_TORRENTS: Readonly<Record<string, () => Uint8Array>> = {
  '50,000 files': () => encodeLoose(around(manyFiles(v1Files(false)))),
  '50,000 files, version 2 with layers': () =>
    encodeLoose(around(manyFiles(undefined, tree()), layers())),
  '50,000 files, hybrid with layers': () =>
    encodeLoose(around(manyFiles(v1Files(true), tree()), layers())),
  '200,000 pieces': () => encodeLoose(around(onePiecesFile(false))),
  '200,000 pieces, version 2 with layers': () =>
    encodeLoose(around(onePiecesFile(true), oneLayer())),
  '1 PiB': () => encodeLoose(around(sparse(2 ** 50, 2 ** 29))),
  '1 PiB, version 2': () => encodeLoose(around(sparseV2(2 ** 50, 2 ** 28))),
};

function around(info: LooseDict, layers?: LooseDict): LooseDict {
  return LooseDict.of({ info, 'piece layers': layers });
}

function manyFiles(files: Loose[] | undefined, fileTree?: LooseDict): LooseDict {
  const bytes = FILES * (fileTree ? PER_FILE * PIECE_LENGTH : FILE_LENGTH);
  const hashes = new Uint8Array(Math.ceil(bytes / PIECE_LENGTH) * 20);
  return LooseDict.of({
    'file tree': fileTree,
    files,
    'meta version': fileTree && 2,
    name: 'many',
    'piece length': PIECE_LENGTH,
    pieces: files && hashes,
  });
}

/** In the order of a file tree. */
function pathOf(at: number): [string, string] {
  const folder = String(Math.floor(at / PER_FOLDER)).padStart(3, '0');
  return [`folder ${folder}`, `a file of the ${String(at).padStart(6, '0')}th kind.txt`];
}

function v1Files(hasPads: boolean): Loose[] {
  return Array.from({ length: FILES }, (_, at) => {
    const file = LooseDict.of({ length: FILE_LENGTH, path: pathOf(at) });
    const path = ['.pad', String(PAD)];
    return hasPads ? [file, LooseDict.of({ attr: 'p', length: PAD, path })] : [file];
  }).flat();
}

function tree(): LooseDict {
  const folders = new Map<string, LooseDict>();
  for (let at = 0; at < FILES; at++) {
    const [folder, name] = pathOf(at);
    const leaf = LooseDict.of({ length: FILE_LENGTH, 'pieces root': rootOf(at) });
    const entries = folders.get(folder) ?? new LooseDict([]);
    entries.entries.push([name, new LooseDict([['', leaf]])]);
    folders.set(folder, entries);
  }
  return new LooseDict([...folders]);
}

function layers(): LooseDict {
  const layer = new Uint8Array(PER_FILE * 32);
  return new LooseDict(
    Array.from({ length: FILES }, (_, at) => {
      return [Buffer.from(rootOf(at)).toString('latin1'), layer] as [string, Loose];
    }),
  );
}

/** A different one for each file. */
function rootOf(at: number): Uint8Array {
  const root = new Uint8Array(32);
  new DataView(root.buffer).setUint32(0, at + 1);
  return root;
}

function onePiecesFile(isV2: boolean): LooseDict {
  const length = PIECES * PIECE_LENGTH;
  return isV2 ? sparseV2(length, PIECE_LENGTH) : sparse(length, PIECE_LENGTH);
}

function oneLayer(): LooseDict {
  const root = Buffer.from(rootOf(0)).toString('latin1');
  return new LooseDict([[root, new Uint8Array(PIECES * 32)]]);
}

function sparse(length: number, pieceLength: number): LooseDict {
  const pieces = new Uint8Array(Math.ceil(length / pieceLength) * 20);
  return LooseDict.of({ length, name: 'one', 'piece length': pieceLength, pieces });
}

function sparseV2(length: number, pieceLength: number): LooseDict {
  const leaf = LooseDict.of({ length, 'pieces root': rootOf(0) });
  return LooseDict.of({
    'file tree': LooseDict.of({ one: LooseDict.of({ '': leaf }) }),
    'meta version': 2,
    name: 'one',
    'piece length': pieceLength,
  });
}
