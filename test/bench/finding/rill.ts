import { setTimeout } from 'node:timers/promises';
import { nodePorts } from '../../../background/platform/node/ports.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { Session } from '../../../src/session/session.ts';
import type { SearchOrder } from './search-order.ts';

/** As libtorrent_finding.py beside it does. */
const { links, dir, host, port } = JSON.parse(process.argv[2]!) as SearchOrder;
const REST = 2000;

const storeDir = `${dir}/.state`;
const ports = nodePorts({ storeDir, folder: dir, log: { write: () => {} } });
let heard: (event: 'metadata' | 'piece') => void = () => {};
overhear(ports);
const session = await Session.start(ports, {
  host: 'node',
  memoryBudget: 96 << 20,
  transport: () => 'node',
  settings: { listenPort: 0, lsd: false, dhtRouters: [`${host}:${port}`] },
  settingsChanged: () => {},
});
say('started');
for (const link of links.slice(0, -1)) {
  await find(link, () => {});
  await setTimeout(REST);
}
await find(links.at(-1)!, say);
// Until somebody has heard it.
process.stdin.resume().once('end', () => process.exit());

async function find(text: string, say: (event: string) => void): Promise<void> {
  const both = new Promise<void>((resolve) => {
    heard = (event) => {
      say(event);
      if (event !== 'piece') return;
      heard = () => {};
      resolve();
    };
  });
  say('added');
  const source = { kind: 'link', text } as const;
  await session.execute({ kind: 'add', source });
  await both;
}

/** Who looked now and then would see it later, and keep the session from its work. */
function overhear({ store, folders }: Ports): void {
  const set = store.set.bind(store);
  store.set = async (key, value) => {
    await set(key, value);
    if (key.startsWith('torrent/')) heard('metadata');
  };
  const open = folders.open.bind(folders);
  folders.open = async (ref) => {
    const folder = await open(ref);
    const write = folder.write.bind(folder);
    folder.write = async (...piece) => {
      await write(...piece);
      heard('piece');
    };
    return folder;
  };
}

function say(event: string): void {
  const at = Number(process.hrtime.bigint()) / 1e9;
  process.stdout.write(`${JSON.stringify({ event, at })}\n`);
}
