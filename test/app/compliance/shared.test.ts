import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SharedFiles } from '../../../ui/client/window-host.ts';
import { describeWhere, describeWith } from '../../support/counterpart.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { ComplianceApp } from './compliance-app.ts';

const LIMIT_MS = 60_000;

describeWith('chromium', () => {
  let app: ComplianceApp;

  beforeAll(async () => {
    app = await ComplianceApp.start();
    await mkdir(app.path('album', 'disc 1'), { recursive: true });
    await mkdir(app.path('other'));
    await writeFile(app.path('album', 'cover.txt'), 'cover');
    await writeFile(app.path('album', 'disc 1', 'Ænima.txt'), 'song');
    await writeFile(app.path('note.txt'), 'note');
    await writeFile(app.path('other', 'note.txt'), 'another note');
    await symlink(app.path('note.txt'), app.path('album', 'link.txt'));
  }, LIMIT_MS);
  afterAll(() => app?.close());

  const readTree = ({ folder }: SharedFiles) =>
    app.carryOut({ kind: 'read-tree', root: folder });
  const tree = async (shared: SharedFiles) => JSON.parse(String(await readTree(shared)));

  test('a folder is shared as it lies there, links left out', async () => {
    const shared = await app.share(app.path('album'));
    expect([shared.path, shared.name]).toEqual([[], 'album']);
    expect(await tree(shared)).toEqual({
      'cover.txt': 'cover',
      'disc 1/Ænima.txt': 'song',
    });
  });

  test('a file is shared alone, its neighbours are not to be seen', async () => {
    const shared = await app.share(app.path('note.txt'));
    expect([shared.path, shared.name]).toEqual([['note.txt'], 'note.txt']);
    expect(await tree(shared)).toEqual({ 'note.txt': 'note' });
  });

  test('files and folders dropped together are one folder, equal names told apart', async () => {
    const paths = [
      app.path('note.txt'),
      app.path('album'),
      app.path('other', 'note.txt'),
    ];
    const shared = await app.share(...paths);
    expect(shared.path).toEqual([]);
    expect(await tree(shared)).toEqual({
      'note.txt': 'note',
      'album/cover.txt': 'cover',
      'album/disc 1/Ænima.txt': 'song',
      'note (1).txt': 'another note',
    });
  });

  test('what is shared is never changed', async () => {
    const readOnly = 'storage: read-only, storage: read-only, storage: read-only';
    const album = await app.share(app.path('album'));
    const path = ['cover.txt'];
    expect(await app.carryOut({ kind: 'changes', root: album.folder, path })).toBe(
      readOnly,
    );
    const note = await app.share(app.path('note.txt'));
    expect(
      await app.carryOut({ kind: 'changes', root: note.folder, path: note.path }),
    ).toBe(readOnly);
    expect(await readFile(app.path('note.txt'), 'utf8')).toBe('note');
  });

  test(
    'it is still shared after a restart of the browser',
    async () => {
      const album = await app.share(app.path('album'));
      const several = await app.share(app.path('note.txt'), app.path('other'));
      await app.restart();
      expect(Object.keys(await tree(album))).toHaveLength(2);
      expect(await tree(several)).toEqual({
        'note.txt': 'note',
        'other/note.txt': 'another note',
      });
    },
    LIMIT_MS,
  );

  test(
    'of what is gone after a restart it is said that it is, and the rest is shared',
    async () => {
      await mkdir(app.path('gone'));
      await writeFile(app.path('gone.txt'), 'gone');
      const folder = await app.share(app.path('gone'));
      const several = await app.share(app.path('gone.txt'), app.path('note.txt'));
      await rm(app.path('gone'), { recursive: true });
      await rm(app.path('gone.txt'));
      await app.restart();
      expect(await readTree(folder)).toBe('storage: folder-gone');
      expect(await tree(several)).toEqual({ 'note.txt': 'note' });
    },
    LIMIT_MS,
  );

  describeWhere(
    SmallDisk.possible(),
    'nothing can be mounted here: it takes root',
    () => {
      test('what nobody may write to can be shared', async () => {
        const disk = new SmallDisk(1024 * 1024);
        try {
          await writeFile(join(disk.path, 'file.txt'), 'sealed');
          execFileSync('mount', ['-o', 'remount,ro', disk.path]);
          expect(await tree(await app.share(disk.path))).toEqual({
            'file.txt': 'sealed',
          });
        } finally {
          disk.unmount();
        }
      });
    },
  );
});
