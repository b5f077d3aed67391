import { setTimeout } from 'node:timers/promises';
import { nodePorts } from '../../../background/platform/node/ports.ts';
import type { AddResult } from '../../../src/api/contract.ts';
import { Session } from '../../../src/session/session.ts';
import type { SearchOrder } from './search-order.ts';

/** As libtorrent_finding.py beside it does. */
const { links, dir, host, port } = JSON.parse(process.argv[2]!) as SearchOrder;
const REST = 2000;

const storeDir = `${dir}/.state`;
const ports = nodePorts({ storeDir, folder: dir, log: { write: () => {} } });
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
  say('added');
  const source = { kind: 'link', text } as const;
  const { id } = (await session.execute({ kind: 'add', source })) as AddResult;
  let isKnown = false;
  await new Promise<void>((resolve) => {
    const look = setInterval(() => {
      const row = session.rows().find((one) => one.id === id);
      if (!row || row.size === 0) return;
      if (!isKnown) say('metadata');
      isKnown = true;
      if (row.done === 0) return;
      clearInterval(look);
      say('piece');
      resolve();
    }, 1);
  });
}

function say(event: string): void {
  const at = Number(process.hrtime.bigint()) / 1e9;
  process.stdout.write(`${JSON.stringify({ event, at })}\n`);
}
