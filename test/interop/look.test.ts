import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { makeFileSet } from '../support/file-set.ts';
import { type ReadTorrent, readWithLibtorrent } from '../support/libtorrent-reader.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent } from '../support/torrent.ts';

const PATIENCE_MS = 20_000;
const SIZES = { 'film.bin': 700_001, 'deep/er/notes.txt': 5, '日本語.bin': 262_144 };

let scene: Scene;
let rill: RillCommand;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

/** What the built command says, and its exit code. */
async function run(...args: readonly string[]) {
  const program = await rill.run(...args, '--json');
  const code = await program.exited;
  return { code, said: JSON.parse(program.log()) };
}

describeWith('libtorrent', () => {
  test.each(['v1', 'v2', 'hybrid'] as const)(
    '%s: inspect says what libtorrent reads, check what is there',
    async (version) => {
      const files = await makeFileSet(scene.dir, 'set', SIZES);
      const trackers = ['http://a.example/announce', 'udp://b.example:1'];
      const { path, v1, v2 } = await makeTorrent(files, { version, trackers });
      const [read] = await readWithLibtorrent([await readFile(path)]);
      const { name, pieceLength, pieceCount, files: listed } = read as ReadTorrent;
      const shown = listed.filter(({ pad }) => version !== 'v2' || !pad);
      const { code, said } = await run('inspect', path);
      expect(code).toBe(0);
      expect(said).toMatchObject({ name, infoHashV1: v1, infoHashV2: v2, version });
      expect(said).toMatchObject({ pieceLength, pieceCount, totalSize: 962_150 });
      expect(said.files).toEqual(
        shown.map(({ path, length, pad, executable }) => {
          return { path, size: length, pad, executable };
        }),
      );
      expect(said.trackers).toEqual(trackers.map((url) => [url]));

      const whole = await run('check', path, '--dir', scene.dir);
      expect([whole.code, whole.said.complete]).toEqual([0, true]);
      const film = join(scene.dir, 'set', 'film.bin');
      const bytes = await readFile(film);
      bytes[300_000]! ^= 1;
      await writeFile(film, bytes);
      const spoilt = await run('check', path, '--dir', scene.dir);
      expect(spoilt).toMatchObject({
        code: 1,
        said: { complete: false, pieceCount, pieces: pieceCount - 1 },
      });
      await rm(film);
      expect((await run('check', path, '--dir', scene.dir)).code).toBe(1);
    },
    PATIENCE_MS,
  );

  test(
    'what is no torrent ends both with 2 and an error in JSON',
    async () => {
      const path = join(scene.dir, 'no.torrent');
      await writeFile(path, 'd4:infoi1ee');
      for (const command of [
        ['inspect', path],
        ['check', path, '--dir', scene.dir],
      ]) {
        expect(await run(...command)).toEqual({
          code: 2,
          said: { error: { code: 'not-a-torrent', message: expect.any(String) } },
        });
      }
    },
    PATIENCE_MS,
  );
});

test(
  'what never ends is read no further than a torrent can be long',
  async () => {
    for (const command of ['inspect', 'check', 'download']) {
      const rest = command === 'inspect' ? [] : ['--dir', scene.dir];
      const { code, said } = await run(command, '/dev/zero', ...rest);
      expect(code).toBe(command === 'download' ? 1 : 2);
      expect((said.error ?? said).code).toBe('torrent-too-large');
    }
  },
  PATIENCE_MS,
);
