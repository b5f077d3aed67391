import { existsSync } from 'node:fs';
import { readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, makeFileSet } from '../support/file-set.ts';
import { seedWithLibtorrent } from '../support/libtorrent.ts';
import { Program } from '../support/program.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent } from '../support/torrent.ts';

const SCRIPT = fileURLToPath(
  new URL('../../background/launch/start.mjs', import.meta.url),
);
const PATIENCE_MS = 90_000;
const MIB = 1024 * 1024;

let scene: Scene;
let profile: string;
let downloads: string;

beforeEach(async () => {
  scene = await Scene.open();
  profile = join(scene.dir, 'profile');
  downloads = join(scene.dir, 'downloads');
});

afterEach(() => scene.close());

/** `npm start -- ...args`, without npm between. */
function start(...args: string[]): Promise<Program> {
  return scene.keep(Program.start(process.execPath, [SCRIPT, '--headless', ...args]));
}

/** The exit code, with what was printed when it is not the expected one. */
async function endOf(program: Program): Promise<{ code: number | null; log: string }> {
  return { code: await program.exited, log: program.log() };
}

describeWith('chromium', () => {
  test(
    'the demo downloads from a second Rill and leaves when it is complete',
    async () => {
      const program = await start('--demo', '--exit-when-done');
      expect(await endOf(program)).toMatchObject({
        code: 0,
        log: expect.stringContaining('every byte is as it was seeded'),
      });
    },
    PATIENCE_MS,
  );

  test(
    'Ctrl-C ends it with 130, and Chromium with it',
    async () => {
      const program = await start('--profile', profile);
      await program.find(
        'invitation',
        (line) => line.includes('Ctrl-C') || undefined,
        30_000,
      );
      const lock = await readlink(join(profile, 'SingletonLock'));
      program.signal('SIGINT');
      expect(await program.exited).toBe(130);
      expect(existsSync(`/proc/${lock.split('-').at(-1)}`)).toBe(false);
    },
    PATIENCE_MS,
  );

  test(
    'a torrent that is none ends it with 1 and the reason',
    async () => {
      const file = join(scene.dir, 'not.torrent');
      await writeFile(file, 'hello');
      const program = await start('--profile', profile, '--exit-when-done', file);
      expect(await endOf(program)).toEqual({
        code: 1,
        log: expect.stringMatching(/not\.torrent: \w/),
      });
    },
    PATIENCE_MS,
  );

  test(
    'a folder that Chromium would silently refuse ends it with 1 and says so',
    async () => {
      const program = await start('--profile', profile, '--download-dir', '/dev/shm');
      expect(await endOf(program)).toEqual({
        code: 1,
        log: expect.stringContaining('under /dev'),
      });
    },
    PATIENCE_MS,
  );

  test('a file that is not there ends it with 2 and the usage', async () => {
    const program = await start('--profile', profile, join(scene.dir, 'none.torrent'));
    expect(await endOf(program)).toEqual({
      code: 2,
      log: expect.stringMatching(/none\.torrent cannot be read \(ENOENT\)[\s\S]*Usage:/),
    });
    expect(existsSync(profile)).toBe(false);
  });
});

describeWith(['chromium', 'libtorrent'], () => {
  test(
    'a magnet link is enough, with a peer to ask',
    async () => {
      const files = await makeFileSet(scene.dir, 'one.bin', 2 * MIB);
      const torrent = await makeTorrent(files);
      const seeder = await scene.keep(seedWithLibtorrent(torrent));
      const program = await start(
        ...['--profile', profile, '--exit-when-done', '--download-dir', downloads],
        ...['--peer', seeder.address, `magnet:?xt=urn:btih:${torrent.infoHash}`],
      );
      expect(await endOf(program)).toMatchObject({ code: 0 });
      expect(await differencesIn(files, downloads)).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'a torrent arrives in the folder named, and the next start finds it complete',
    async () => {
      const sizes = { 'a.bin': 5 * MIB, 'below/b.bin': 3 * MIB + 7 };
      const files = await makeFileSet(scene.dir, 'set', sizes);
      const torrent = await makeTorrent(files);
      const seeder = await scene.keep(seedWithLibtorrent(torrent));
      const args = ['--profile', profile, '--exit-when-done'];
      const where = ['--download-dir', downloads, '--peer', seeder.address];

      expect(await endOf(await start(...args, ...where, torrent.path))).toMatchObject({
        code: 0,
      });
      expect(await differencesIn(files, downloads)).toEqual([]);

      await seeder.stop();
      for (const again of [torrent.path, `magnet:?xt=urn:btih:${torrent.infoHash}`]) {
        expect(await endOf(await start(...args, again))).toMatchObject({ code: 0 });
      }
    },
    PATIENCE_MS,
  );
});
