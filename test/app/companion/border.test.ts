import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page, WebWorker } from 'puppeteer';
import { built } from '../../support/built.ts';
import { describeWith } from '../../support/counterpart.ts';
import { Companion, pageShows } from '../support/companion.ts';
import type { Rill } from '../support/rill.ts';
import { setAsking } from '../support/set-asking.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const HASH = 'a'.repeat(40);
const MAGNET = `magnet:?xt=urn:btih:${HASH}&dn=unwanted`;
/** Milliseconds in which what should not happen would have happened. */
const QUIET_MS = 1500;

let stage: Stage;
let rill: Rill;
let companion: Companion;
let app: string;
let foreign: WebWorker;
let site: Server;
let page: Page;

/** An extension of somebody else's, installed beside the two. */
async function foreignExtension(): Promise<string> {
  const folder = join(stage.scene.dir, 'foreign');
  await mkdir(folder);
  const manifest = { manifest_version: 3, name: 'Foreign', version: '1' };
  const background = { service_worker: 'foreign.js' };
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({ ...manifest, background, permissions: ['management'] }),
  );
  await writeFile(join(folder, 'foreign.js'), '');
  return folder;
}

beforeAll(async () => {
  stage = await Stage.open();
  const extension = await built('chrome-extension');
  rill = await stage.start({ extensions: [extension, await foreignExtension()] });
  companion = await Companion.in(rill.browser, extension);
  await setAsking(rill.window.page, true);
  app = new URL(rill.window.page.url()).host;
  const target = await rill.browser.waitForTarget((one) =>
    one.url().endsWith('foreign.js'),
  );
  foreign = (await target.worker())!;
  site = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<title>A page of the web</title>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  page = await rill.browser.newPage();
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
}, LIMIT_MS);

afterAll(async () => {
  site?.close();
  await stage?.close();
}, LIMIT_MS);

/** Nothing was added, nothing is asked. */
async function nothingHappens(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  expect(await rill.window.text()).not.toContain('unwanted');
}

const wishes = (): object[] => [
  { kind: 'hello' },
  { kind: 'add', items: [{ kind: 'link', link: MAGNET }] },
  { kind: 'add', text: MAGNET },
  { id: 1, command: { kind: 'add', source: { kind: 'link', text: MAGNET } } },
];

describeWith('chromium', () => {
  test(
    'another extension is not heard, by the app or by the extension',
    async () => {
      for (const target of [app, companion.id]) {
        for (const wish of wishes()) {
          const answer = await foreign.evaluate(
            (id, message) =>
              chrome.runtime.sendMessage(id, message).then(
                () => 'answered',
                (error: Error) => error.message,
              ),
            target,
            wish,
          );
          expect(answer).toContain('Receiving end does not exist');
        }
        const ended = await foreign.evaluate(
          (id) =>
            new Promise((resolve) => {
              const port = chrome.runtime.connect(id, { name: 'rill' });
              port.onMessage.addListener(() => resolve('answered'));
              port.onDisconnect.addListener(() => resolve('refused'));
              port.postMessage({ id: 1, command: { kind: 'subscribe' } });
            }),
          target,
        );
        expect(ended).toBe('refused');
      }
      await nothingHappens();
    },
    LIMIT_MS,
  );

  test(
    'a page of the web has nobody to talk to',
    async () => {
      const answers = await page.evaluate(
        async (ids, messages) => {
          const { runtime } = (globalThis as { chrome?: typeof chrome }).chrome ?? {};
          if (!runtime?.sendMessage) return ['nobody'];
          const said: string[] = [];
          for (const id of ids) {
            for (const message of messages) {
              said.push(
                await Promise.resolve(runtime.sendMessage(id, message)).then(
                  () => 'answered',
                  () => 'refused',
                ),
              );
            }
          }
          return said;
        },
        [app, companion.id],
        wishes(),
      );
      expect(answers).not.toContain('answered');
      await nothingHappens();
    },
    LIMIT_MS,
  );

  test(
    'its pages are opened by nobody but the person, and none within another page',
    async () => {
      const urls = [
        ...['window.html', 'popup.html', 'setup.html', 'i18n/en.json'].map((path) =>
          companion.url(path),
        ),
        ...['window.html', 'engine.js'].map(
          (path) => `chrome-extension://${app}/${path}`,
        ),
        companion.url(`magnet.html?link=${encodeURIComponent(MAGNET)}`),
      ];
      const reached = await page.evaluate(async (addresses) => {
        const said: string[] = [];
        for (const address of addresses) {
          const got = await fetch(address).then(
            () => true,
            () => false,
          );
          const frame = document.createElement('iframe');
          frame.src = address;
          document.body.append(frame);
          await new Promise((resolve) => {
            frame.onload = resolve;
            setTimeout(resolve, 1000);
          });
          if (got) said.push(address);
        }
        return said;
      }, urls);
      // What Chrome must be able to open for a link can be read: it says nothing of anybody.
      expect(reached.filter((address) => !address.includes('/magnet.html'))).toEqual([]);
      await nothingHappens();
    },
    LIMIT_MS,
  );

  test.each([
    'magnet:?xt=urn:btih:short&dn=unwanted',
    'javascript:alert("unwanted")',
    'http://127.0.0.1:1/unwanted.torrent',
    'file:///etc/unwanted',
    '<img src=x onerror=alert("unwanted")>',
    `magnet:?dn=${'unwanted'.repeat(20_000)}`,
    '',
  ])('a handler that is opened with %.40s adds nothing', async (link) => {
    const opened = await companion.open(`magnet.html?link=${encodeURIComponent(link)}`);
    await pageShows(opened, 'That is no magnet link that Rill can read.');
    await opened.close();
    expect(await rill.window.text()).not.toContain('unwanted');
  });

  test(
    'one that is opened with a magnet link asks the person, and downloads nothing by itself',
    async () => {
      const link = `magnet:?xt=urn:btih:${HASH}&dn=%3Cb%3Eunwanted%3C%2Fb%3E`;
      await page.evaluate(
        (address) => {
          window.open(address);
        },
        companion.url(`magnet.html?link=${encodeURIComponent(link)}`),
      );
      await rill.window.sees('<b>unwanted</b>');
      await rill.window.find('button', 'Download');
      await rill.window.click('button', 'Cancel');
      await rill.window.seesNoMore('unwanted');
    },
    LIMIT_MS,
  );
});
