import { describe, expect, test } from '@jest/globals';
import { documents } from './documents.ts';
import { fileLength } from './file-length.ts';
import { forbiddenTexts } from './forbidden-texts.ts';
import { hostGlobalsInEngine, hostGlobalsInWindow } from './host-globals.ts';
import { layers } from './layers.ts';
import { layout } from './layout.ts';
import { lockFile } from './lock-file.ts';
import { listRepository, readRepository } from './repository.ts';

const files = readRepository();

function one(path: string, text: string): Map<string, string> {
  return new Map([[path, text]]);
}

test('the rules see the repository', () => {
  expect(files.has('package-lock.json')).toBe(true);
  expect(files.get('src/ports/tcp.ts')).toContain('export interface TcpPort');
});

describe('imports run one way', () => {
  test('in every file', () => {
    expect(layers(files)).toEqual([]);
  });

  test.each([
    ['src/bytes/hex.ts', "import { encode } from '../bencode/encode.ts';"],
    ['src/protocol/krpc/decode.ts', "import type { Clock } from '../../ports/clock.ts';"],
    ['src/picker/piece-picker.ts', "import { Choker } from '../choke/choker.ts';"],
    ['src/choke/choker.ts', "import type { Torrent } from '../torrent/torrent.ts';"],
    [
      'src/session/session.ts',
      "import { open } from '../../background/platform/node/open.ts';",
    ],
    ['src/dht/node.ts', "import { randomBytes } from 'node:crypto';"],
    ['src/helpers/misc.ts', "import { toHex } from '../bytes/hex.ts';"],
    ['src/api/contract.ts', "import type { Session } from '../session/session.ts';"],
    ['src/torrent/torrent.ts', "import {\n  a,\n  b,\n} from '../session/session.ts';"],
    ['src/torrent/torrent.ts', "export { a } from '../session/session.ts';"],
    ['src/torrent/torrent.ts', "const a = await import('../session/session.ts');"],
    ['src/torrent/torrent.ts', "import '../session/session.ts';"],
    ['ui/views/list.tsx', "import { toHex } from '../../src/bytes/hex.ts';"],
    ['ui/store/rows.ts', "import { server } from '../../background/host/server.ts';"],
    ['background/node.ts', "import { List } from '../ui/views/list.tsx';"],
    ['background/node.ts', "import { scene } from '../test/support/scene.ts';"],
  ])('%s may not %s', (path, text) => {
    expect(layers(one(path, text))).toHaveLength(1);
  });

  test('down the floors, into src/api, and from a host to the window', () => {
    const allowed = new Map([
      ['src/errors/a.ts', ''],
      ['src/bytes/a.ts', "import { b } from './b.ts';\nimport '../errors/a.ts';"],
      [
        'src/tracker/a.ts',
        "import { get } from '../http/get.ts';\nimport * as v from 'valibot';",
      ],
      ['src/session/a.ts', "import { Torrent } from '../torrent/torrent.ts';"],
      ['ui/client/a.ts', "import type { Event } from '../../src/api/contract.ts';"],
      ['background/chrome-app-window.ts', "import { show } from '../ui/main.tsx';"],
    ]);
    expect(layers(allowed)).toEqual([]);
  });
});

describe('the engine names nothing of a host', () => {
  test('in every file', async () => {
    expect(await hostGlobalsInEngine(files)).toEqual([]);
  });

  test.each([
    'chrome.runtime.id;',
    'export const now = () => Date.now();',
    'export const at = new Date();',
    'setTimeout(() => {}, 5);',
    'export const dice = Math.random();',
    'if (typeof window !== "undefined") throw 0;',
    'export const key = { crypto };',
    'export const t = `at ${' + 'performance.now()}`;',
    'console.log(1);',
    'globalThis.fetch("");',
  ])('%s', async (text) => {
    expect(await hostGlobalsInEngine(one('src/peer/sample.ts', text))).toHaveLength(1);
  });

  test.each([
    '// Date.now() is the host\'s\nexport const text = "window.document";',
    'export const f = (window: number) => window + Math.floor(1.5);',
    'export const f = (ports: { crypto: () => void }) => ports.crypto();',
    'export type Timer = ReturnType<typeof setTimeout>;',
  ])('not by %s', async (text) => {
    expect(await hostGlobalsInEngine(one('src/peer/sample.ts', text))).toEqual([]);
  });
});

describe('the window names nothing of its host', () => {
  test('in every file', async () => {
    expect(await hostGlobalsInWindow(files)).toEqual([]);
  });

  test('such as chrome.runtime', async () => {
    const text = 'export const port = chrome.runtime.connect();';
    expect(await hostGlobalsInWindow(one('ui/client/port.ts', text))).toHaveLength(1);
  });
});

describe('nothing says what it should not', () => {
  test('in every file', () => {
    expect(forbiddenTexts(files)).toEqual([]);
  });

  test.each([
    ['src/a.ts', `// ${'TO'}DO: later`],
    ['docs/a.md', `${'FIX'}ME`],
    ['README.md', `cd ${'/ho'}me/someone/rill`],
    ['docs/a.md', `C:${'\\Us'}ers\\someone`],
    ['.ci/run', `npm ci --registry=https://${'regis'}try.example.org`],
    ['ui/views/a.tsx', `element.inner${'HTML'} = name;`],
    ['ui/views/a.tsx', `<p dangerously${'SetInnerHTML'}={x} />`],
    ['background/node.ts', `ev${'al'}("1")`],
    ['src/a.ts', `new Func${'tion'}("return 1")`],
  ])('%s: %s', (path, text) => {
    expect(forbiddenTexts(one(path, text))).toHaveLength(1);
  });
});

describe('no file is longer than 500 lines', () => {
  test('in the whole repository', () => {
    expect(fileLength(files)).toEqual([]);
  });

  test('501 is too long, 500 is not', () => {
    expect(fileLength(one('src/a.ts', 'a\n'.repeat(501)))).toHaveLength(1);
    expect(fileLength(one('src/a.ts', 'a\n'.repeat(500)))).toEqual([]);
  });
});

describe('the top level is what the design says', () => {
  test('here', () => {
    expect(layout(listRepository())).toEqual([]);
  });

  test('nothing more, nothing less', () => {
    const paths = listRepository();
    expect(layout([...paths, 'utils/a.ts'])).toContain('utils is not of it');
    expect(layout(paths.filter((path) => path !== 'LICENSE'))).toContain(
      'LICENSE is missing',
    );
  });
});

describe('a lock file is whole and names no download address', () => {
  test('here', () => {
    expect(lockFile(files)).toEqual([]);
  });

  test('nor would another one', () => {
    const entry = { version: '1.0.0', resolved: 'https://example.org/a.tgz' };
    const text = JSON.stringify({ packages: { '': {}, 'node_modules/a': entry } });
    expect(lockFile(one('package-lock.json', text))).toHaveLength(1);
  });

  test('an optional package may lie further out, but not be left out', () => {
    const optionalDependencies = { there: '1.0.0', gone: '1.0.0' };
    const packages = {
      'node_modules/a/node_modules/b': { version: '1.0.0', optionalDependencies },
      'node_modules/there': { version: '1.0.0' },
    };
    expect(lockFile(one('package-lock.json', JSON.stringify({ packages })))).toEqual([
      'package-lock.json: gone, optional for node_modules/a/node_modules/b, is missing',
    ]);
  });
});

describe('documents keep up', () => {
  test('here', () => {
    expect(documents(files)).toEqual([]);
  });

  test('a document that is not there, a dependency that is not described', () => {
    const some = new Map([
      ['src/a.ts', `// see ${'docs'}/none.md`],
      ['package.json', '{"dependencies": {"left": "1.0.0"}}'],
      ['docs/dependencies.md', '| left | padding | 0.9.0, long ago |'],
    ]);
    expect(documents(some)).toEqual([
      'src/a.ts: there is no docs/none.md',
      'docs/dependencies.md does not have left 1.0.0',
    ]);
  });
});
