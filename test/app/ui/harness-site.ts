import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { readTexts, shippedTexts } from '../../../build.mjs';

/** The policy a packaged app has: what breaks it there is to break here. */
const POLICY =
  "default-src 'self' blob: filesystem:; connect-src *; script-src 'self' 'wasm-unsafe-eval'";

const ROOT = new URL('../../../', import.meta.url).pathname;

export interface HarnessSite {
  /** Of the window's page; takes ?scenario=NAME. */
  readonly url: string;
  /** Of a page of the companion extension; takes ?page=NAME&state=STATE. */
  readonly companionUrl: string;
  close(): Promise<void>;
}

/** Serves the window over the fake engine on loopback. */
export async function startHarnessSite(): Promise<HarnessSite> {
  const { outputFiles } = await build({
    entryPoints: {
      window: `${ROOT}test/app/ui/harness.ts`,
      'window-style': `${ROOT}ui/styles/window.css`,
      companion: `${ROOT}test/app/ui/companion-harness.ts`,
      'companion-style': `${ROOT}ui/styles/companion.css`,
    },
    bundle: true,
    write: false,
    outdir: '/',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const files = new Map<string, { type: string; body: string | Uint8Array }>();
  const html = await readFile(`${ROOT}ui/window.html`, 'utf8');
  const companion = html
    .replace('window.js', 'companion.js')
    .replace('</title>', '</title><link rel="stylesheet" href="companion.css" />');
  files.set('/window.html', { type: 'text/html; charset=utf-8', body: html });
  files.set('/companion.html', { type: 'text/html; charset=utf-8', body: companion });
  for (const { path, contents } of outputFiles) {
    const type = path.endsWith('.css') ? 'text/css' : 'text/javascript';
    files.set(path.replace('-style', ''), { type, body: contents });
  }
  for (const [name, body] of shippedTexts(await readTexts())) {
    files.set(`/i18n/${name}`, { type: 'application/json', body });
  }
  const server = createServer(({ url = '' }, response) => {
    const file = files.get(url.replace(/\?.*/, ''));
    response.setHeader('content-security-policy', POLICY);
    response.setHeader('content-type', file?.type ?? 'text/plain');
    response.statusCode = file ? 200 : 404;
    response.end(file?.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/window.html`,
    companionUrl: `http://127.0.0.1:${port}/companion.html`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}
