import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FolderRef } from '../../../src/ports/folders.ts';
import { describeWhere, describeWith } from '../../support/counterpart.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { ComplianceApp } from './compliance-app.ts';

const START_MS = 60_000;
const MIB = 2 ** 20;

describeWith('chromium', () => {
  let app: ComplianceApp;

  beforeAll(async () => {
    app = await ComplianceApp.start();
  }, START_MS);
  afterAll(() => app?.close());

  describe('a folder that a person chose', () => {
    /** Makes a file of so many bytes, writes all of it, and tells how that went. */
    const write = (root: FolderRef, size: number, path = ['file']) =>
      app.carryOut({ kind: 'folder-error', root, path, size });

    test('that was deleted is folder-gone', async () => {
      const { path, ref } = await app.makeFolder('deleted');
      expect(await write(ref, 10)).toBe('written');
      await rm(path, { recursive: true });
      expect(await write(ref, 10)).toBe('storage: folder-gone');
    });

    test('is known to be openable or not', async () => {
      const { path, ref } = await app.makeFolder('openable');
      const window = await app.chrome.window();
      const canOpen = (id: string) => window.evaluate((it) => globalThis.canOpen(it), id);
      expect(await canOpen(ref.id)).toBe(true);
      await rm(path, { recursive: true });
      expect(await canOpen(ref.id)).toBe(false);
      expect(await canOpen('chrome:never')).toBe(false);
      expect(await canOpen('node:/tmp')).toBe(false);
    });

    test('that was never granted is permission-lost, and one of another host gone', async () => {
      expect(await write({ id: 'chrome:never', name: '' }, 1)).toBe(
        'storage: permission-lost',
      );
      expect(await write({ id: 'node:/tmp', name: '' }, 1)).toBe('storage: folder-gone');
    });

    describeWhere(
      SmallDisk.possible(),
      'nothing can be mounted here: it takes root',
      () => {
        test('on a full disk says no-space', () =>
          onSmallDisk(async (path) => {
            expect(await write(await app.grant(path), 12 * MIB)).toBe(
              'storage: no-space',
            );
          }));

        test('that became read-only says so', () =>
          onSmallDisk(async (path) => {
            const ref = await app.grant(path);
            expect(await write(ref, 10)).toBe('written');
            execFileSync('mount', ['-o', 'remount,ro', path]);
            expect(await write(ref, 10)).toBe('storage: read-only');
            expect(await write(ref, 10, ['new'])).toBe('storage: read-only');
          }));
      },
    );
  });

  describe('a notification', () => {
    const error = { fault: 'storage', code: 'no-space', message: '' } as const;

    test('says what stopped, why, and what to do, in the language of the window', async () => {
      const notice = { kind: 'error', id: 'a', name: 'Film', error } as const;
      const english = await app.tell(notice, 'en');
      expect(english).toEqual({
        ids: ['error:a'],
        title: 'Film stopped',
        message:
          'There is no space left. Free some space, then retry. Nothing downloaded is lost.',
      });
      const german = await app.tell(notice, 'de');
      expect(german.title).toContain('Film');
      expect(german.title).not.toBe(english.title);
      expect(german.message).not.toBe(english.message);
    });

    test('is not shown while the window is in front', async () => {
      const completed = { kind: 'completed', id: 'c', name: 'Film' } as const;
      const { ids } = await app.tell(completed, 'en', true);
      expect(ids).not.toContain('completed:c');
    });

    test('that is clicked names its torrent to the window, open or opening, once', async () => {
      const told = async (count: number) => {
        const window = await app.chrome.window();
        await window.waitForFunction((it) => globalThis.wanted?.length === it, {}, count);
        return window.evaluate(() => globalThis.wanted);
      };
      await app.want('a');
      expect(await told(1)).toEqual(['a']);
      await (await app.chrome.window()).close();
      await app.want('b');
      await app.openWindow();
      expect(await told(1)).toEqual(['b']);
      await (await app.chrome.window()).close();
      await app.openWindow();
      expect(await told(0)).toEqual([]);
    });

    test('says what is complete, and in English what has no words', async () => {
      const completed = { kind: 'completed', id: 'b', name: 'Film' } as const;
      expect(await app.tell(completed, 'tlh')).toEqual({
        ids: expect.arrayContaining(['completed:b']),
        title: 'Download complete',
        message: 'Film',
      });
    });
  });

  describe('fetch', () => {
    let server: Server;
    let origin: string;

    beforeAll(async () => {
      server = createServer((request, response) => {
        if (request.url === '/redirect') response.writeHead(302, { location: '/' });
        response.end(request.headers.range ?? 'hello');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => {
      server.close();
    });

    const get = (path: string, limit: number, ...headers: [string, string][]) =>
      app.carryOut({ kind: 'https', url: `${origin}${path}`, limit, headers });

    test('reads what a server without CORS headers answers', async () => {
      expect(await get('/', 5)).toBe('200 hello');
    });

    test('sends the headers it is given', async () => {
      expect(await get('/', 10, ['Range', 'bytes=1-2'])).toBe('200 bytes=1-2');
    });

    test('reads no more than it was allowed', async () => {
      expect(await get('/', 4)).toBe('200 hell');
    });

    test('takes nothing from where TLS was left by a redirect', async () => {
      expect(await get('/redirect', 5)).toBe('network: denied');
    });
  });

  test(
    'a record outlives a crash of the browser',
    async () => {
      await app.carryOut({ kind: 'set', key: 'crash', value: 42 });
      await app.crash();
      expect(await app.carryOut({ kind: 'get', key: 'crash' })).toBe('42');
    },
    START_MS,
  );

  /** Runs with a file system of 8 MiB; Chromium grants nothing under /dev. */
  async function onSmallDisk(use: (path: string) => Promise<void>): Promise<void> {
    const disk = new SmallDisk(8 * MIB);
    try {
      await use(disk.path);
    } finally {
      disk.unmount();
    }
  }
});
