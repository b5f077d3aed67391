import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { seedWithLibtorrent } from '../support/libtorrent.ts';
import { magnetLink, RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent } from '../support/torrent.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 20_000;
/** The second lies within a piece that it shares with the first and the fourth. */
const SIZES = {
  'film.bin': 3 * MIB + 1,
  'deep/er/notes.txt': 5,
  'deep/er/empty': 0,
  'more.bin': 2 * MIB - 3,
};

let scene: Scene;
let rill: RillCommand;
let downloads: string;
let files: FileSet;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  downloads = join(scene.dir, 'downloads');
  await mkdir(downloads);
  files = await makeFileSet(scene.dir, 'set', SIZES);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

describeWith('libtorrent', () => {
  test('of a magnet link with so= Rill downloads those files, and makes no others', async () => {
    const torrent = await makeTorrent(files);
    const seeder = await scene.keep(seedWithLibtorrent(torrent));
    const link = `${magnetLink(torrent, { peer: seeder.address })}&so=1,3`;
    const client = await scene.keep(rill.download(link, downloads));
    await client.complete(PATIENCE_MS);
    const different = await differencesIn(files, downloads);
    expect(different).toEqual(
      ['film.bin', 'deep/er/empty'].map((path) => join(downloads, 'set', path)),
    );
    const made = await readdir(downloads, { recursive: true });
    const parts = `.${torrent.infoHash}.parts`;
    expect(made.sort()).toEqual(
      [
        parts,
        'set',
        'set/deep',
        'set/deep/er',
        'set/deep/er/notes.txt',
        'set/more.bin',
      ].sort(),
    );
    // The one slice of film.bin that the shared piece brings, and its table.
    const { size } = await stat(join(downloads, parts));
    expect(size).toBeLessThan(256 * 1024);
  });
});
