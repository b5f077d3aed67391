import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import puppeteer, { type Browser } from 'puppeteer';
import { chromiumPath } from '../../../background/launch/setup.mjs';
import { publicKeyOf } from '../../../background/packaging/crx.ts';
import { extensionId } from '../../../background/packaging/extension-id.mjs';
import { main } from '../../../background/packaging/main.ts';
import { describeWhere, describeWith } from '../../support/counterpart.ts';
import { Scene } from '../../support/scene.ts';
import { eventually } from '../support/eventually.ts';
import { SmallDisk } from '../support/small-disk.ts';

const LIMIT_MS = 120_000;
/** Chromium looks for what policies ask for when it likes. */
const PATIENCE_MS = 60_000;
const LACK = 'nothing can be mounted here: it takes root';
const SILENT = { log: () => {}, error: () => {} };

let scene: Scene;
let server: Server;
let browser: Browser | undefined;

beforeEach(async () => {
  scene = await Scene.open();
});

afterEach(async () => {
  await browser?.close();
  server?.close();
  await scene.close();
}, LIMIT_MS);

/** Serves the folder's files by their names. */
async function serve(folder: string): Promise<string> {
  server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = await readFile(join(folder, basename(pathname))).catch(() => undefined);
    response.writeHead(file ? 200 : 404).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Starts Chromium where only it sees the policy, as an administrator would set it. */
async function chromiumUnder(policy: string): Promise<string> {
  const script = join(scene.dir, 'chromium.sh');
  const commands = [
    '#!/bin/sh',
    'mount -t tmpfs none /etc/chromium && mkdir -p /etc/chromium/policies/managed',
    `cp '${policy}' /etc/chromium/policies/managed/`,
    `exec '${chromiumPath()}' "$@"`,
  ];
  await writeFile(`${script}.inner`, commands.join('\n'));
  await writeFile(script, `#!/bin/sh\nexec unshare -m '${script}.inner' "$@"\n`);
  await Promise.all([chmod(script, 0o755), chmod(`${script}.inner`, 0o755)]);
  return script;
}

interface Installed {
  readonly id: string;
  readonly type: string;
  readonly state: string;
}

async function installed(): Promise<Installed[]> {
  const page = await browser!.newPage();
  await page.goto('chrome://extensions');
  const found = await page.evaluate(async () => {
    const { developerPrivate } = chrome as unknown as {
      developerPrivate: { getExtensionsInfo(): Promise<Installed[]> };
    };
    return developerPrivate.getExtensionsInfo();
  });
  await page.close();
  return found.map(({ id, type, state }) => ({ id, type, state }));
}

// Its policy is mounted where only it sees it.
describeWhere(SmallDisk.possible(), LACK, () =>
  describeWith('chromium', () => {
    test(
      'a policy installs the signed app and extension from a server of one’s own',
      async () => {
        const [out, keys] = [join(scene.dir, 'out'), join(scene.dir, 'keys')];
        const url = await serve(out);
        await main(['--out', out, '--keys', keys, '--update-url', url], SILENT);
        browser = await puppeteer.launch({
          executablePath: await chromiumUnder(join(out, 'policy.json')),
          args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
          userDataDir: join(scene.dir, 'profile'),
          pipe: true,
          ignoreDefaultArgs: [
            ...['--disable-extensions', '--enable-automation'],
            ...['--disable-background-networking', '--disable-component-update'],
          ],
          targetFilter: () => true,
        });
        const expected = await Promise.all(
          [
            ['app', 'PLATFORM_APP'],
            ['extension', 'EXTENSION'],
          ].map(async ([name, type]) => {
            const pem = await readFile(join(keys, `${name}.pem`), 'utf8');
            const id = extensionId(publicKeyOf(pem).toString('base64'));
            return { id, type, state: 'ENABLED' };
          }),
        );
        await eventually(
          async () => (await installed()).filter(isOneOf(expected)).length === 2,
          async () => `both installed: ${JSON.stringify(await installed())}`,
          PATIENCE_MS,
        );
        expect((await installed()).filter(isOneOf(expected))).toEqual(
          expect.arrayContaining(expected),
        );
      },
      LIMIT_MS,
    );
  }),
);

function isOneOf(expected: readonly { readonly id: string }[]) {
  return ({ id }: { readonly id: string }) => expected.some((one) => one.id === id);
}
