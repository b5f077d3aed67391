import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { AddSource, Alert, ErrorReport } from '../../src/api/contract.ts';
import { DEFAULT_SETTINGS } from '../../src/api/settings.ts';
import type { TorrentDetails, TorrentRow } from '../../src/api/snapshot.ts';
import { InputError } from '../../src/errors/input-error.ts';
import { Session } from '../../src/session/session.ts';
import { reportError } from '../../src/session/torrent-row.ts';
import { MemoryKeyValueStore } from '../platform/memory/key-value-store.ts';
import { NodeKeyValueStore } from '../platform/node/key-value-store.ts';
import { nodePorts } from '../platform/node/ports.ts';
import { chooseFiles } from './choose-files.ts';
import { readWhole } from './read-whole.ts';
import type { Report } from './report.ts';
import { nodesDir, stateDir, withSharedNodes } from './shared-nodes.ts';
import type { FileChoice, TransferInvocation } from './transfer-arguments.ts';

/** Bytes of piece buffers. */
const MEMORY_BUDGET = 96 << 20;
const REPORT_EVERY = 500;
/** Milliseconds between two looks whether a link's files are known, of which some are chosen. */
const LOOK_EVERY = 20;

/**
 * Downloads, or seeds, one torrent until it is done, fails, or the signal fires. Answers the
 * exit code.
 */
export async function transfer(
  options: TransferInvocation,
  report: Report,
  interrupt: AbortSignal,
): Promise<number> {
  const dir = resolve(options.dir);
  let session: Session | undefined;
  try {
    const source = await readSource(options.source);
    await makeFolder(dir);
    const storeDir = recordsDir(dir, source);
    session = await start(options, storeDir, dir);
    const code = await run(session, options, source, report, interrupt);
    await session.stop();
    const over = code === 0 && options.command === 'download';
    if (over) await rm(storeDir, { recursive: true, force: true });
    return code;
  } catch (error) {
    report.failed(reportError(error));
    await session?.stop();
    return 1;
  }
}

function start(
  options: TransferInvocation,
  storeDir: string,
  dir: string,
): Promise<Session> {
  const ports = nodePorts({ storeDir, folder: dir, log: { write: () => {} } });
  const own = options.command === 'seed' ? new MemoryKeyValueStore() : ports.store;
  // Nodes that are named are of another network, perhaps.
  const store =
    options.bootstrap.length > 0
      ? own
      : withSharedNodes(own, new NodeKeyValueStore(nodesDir()));
  return Session.start(
    { ...ports, store },
    {
      host: 'node',
      memoryBudget: MEMORY_BUDGET,
      transport: () => 'node',
      settings: {
        listenPort: options.port ?? DEFAULT_SETTINGS.listenPort,
        lsd: options.lsd,
        dht: options.dht,
        ...(options.bootstrap.length > 0 && { dhtRouters: options.bootstrap }),
        ...limitsOf(options),
      },
      settingsChanged: () => {},
    },
  );
}

/** What is said of limits holds, for peers in the local network, too. */
function limitsOf({ downLimit, upLimit, maxPeers, seeding }: TransferInvocation) {
  return {
    downLimit,
    upLimit,
    limitLocal: true,
    ...(maxPeers !== undefined && { maxPeers, maxPeersPerTorrent: maxPeers }),
    seedRatio: seeding.ratio ?? null,
    seedTime: seeding.time ?? null,
    seedIdle: seeding.idle ?? null,
  };
}

async function run(
  session: Session,
  options: TransferInvocation,
  source: AddSource,
  report: Report,
  interrupt: AbortSignal,
): Promise<number> {
  await setFilter(session, options.ipFilter);
  const id = await add(session, source);
  const over = new AbortController();
  const chosen = choose(session, options, over.signal);
  // Whoever watches hears of it; nobody does yet.
  chosen.catch(() => {});
  try {
    await session.execute({ kind: 'add-peers', id, peers: options.peers });
    report.listening(session.status());
    return await ended(session, options, chosen, report, interrupt);
  } finally {
    over.abort();
  }
}

/** Also takes back what an earlier run had. Rejects with InputError. */
async function setFilter(session: Session, path: string | undefined): Promise<void> {
  const base64 = path === undefined ? null : (await readWhole(path)).toString('base64');
  await session.execute({ kind: 'set-ip-filter', base64 });
}

/**
 * Once the files are known, which of a link may be never; nothing of them is there before that.
 * Rejects with InputError.
 */
async function choose(
  session: Session,
  { source, choice, sequential, superSeeding }: TransferInvocation,
  over: AbortSignal,
): Promise<void> {
  let details: TorrentDetails | undefined;
  while (!over.aborted && !details) {
    details = await detailsOf(session);
    if (!details) await setTimeout(LOOK_EVERY);
  }
  if (!details || over.aborted) return;
  const { id } = details;
  await session.execute({
    kind: 'set-options',
    id,
    changes: { sequential, superSeeding },
  });
  // A link may have a choice of its own (BEP 53).
  const said = Object.values(choice).some((patterns) => patterns.length > 0);
  if (said || !source.startsWith('magnet:')) await prioritise(session, details, choice);
  await session.execute({ kind: 'resume', id });
}

/** undefined while only a link is known. It has another id then, perhaps. */
async function detailsOf(session: Session): Promise<TorrentDetails | undefined> {
  const [row] = session.rows();
  if (!row) return undefined;
  try {
    return await session.execute({ kind: 'get-details', id: row.id });
  } catch (error) {
    if (error instanceof InputError && error.code === 'no-metadata') return undefined;
    throw error;
  }
}

/** What an earlier run left out is wanted, unless it is left out again. */
async function prioritise(
  session: Session,
  { id, files }: TorrentDetails,
  choice: FileChoice,
): Promise<void> {
  const chosen = chooseFiles(files, choice);
  for (const priority of ['normal', 'low', 'high', 'skip'] as const) {
    const changed = files.filter((file) => {
      const now = chosen.get(file.index) ?? 'normal';
      return now === priority && file.priority !== now;
    });
    if (changed.length === 0) continue;
    const indices = changed.map(({ index }) => index);
    await session.execute({ kind: 'set-priorities', id, files: indices, priority });
  }
}

/** Rejects with InputError when there is no such file. */
async function readSource(source: string): Promise<AddSource> {
  if (/^(magnet|https?):/i.test(source)) return { kind: 'link', text: source };
  return { kind: 'file', base64: (await readWhole(source)).toString('base64') };
}

/** Rejects with InputError when it cannot be. */
async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (cause) {
    const { message } = cause as Error;
    throw new InputError('bad-command', `cannot use the folder ${dir}: ${message}`, {
      cause,
    });
  }
}

/** It waits for the choice. The torrent may be on record, from a run that was stopped. */
async function add(session: Session, source: AddSource): Promise<string> {
  const [restored] = session.rows();
  if (restored) return restored.id;
  const command = { kind: 'add', source, pauseWhenKnown: true } as const;
  const added = await session.execute(command);
  return added.id;
}

/** Watches the one torrent; resolves with the exit code. */
function ended(
  session: Session,
  { command, seeding: end }: TransferInvocation,
  chosen: Promise<void>,
  report: Report,
  interrupt: AbortSignal,
): Promise<number> {
  const seeding = command === 'seed';
  const ends = Object.values(end).some((limit) => limit !== undefined);
  let isChosen = false;
  let complete = false;
  return new Promise((resolve) => {
    const finish = (code: number) => {
      clearInterval(interval);
      stopAlerts();
      interrupt.removeEventListener('abort', interrupted);
      resolve(code);
    };
    const look = (row: TorrentRow | undefined) => {
      if (!row) return;
      report.progress(row);
      if (row.error) {
        report.failed(row.error);
        finish(1);
      } else if (row.status === 'seeding' && !seeding && !complete) {
        complete = true;
        report.complete(row);
        if (!ends) finish(0);
      } else if (row.status === 'paused' && ends && isChosen) {
        finish(0);
      } else if (row.status === 'downloading' && seeding) {
        report.failed(INCOMPLETE);
        finish(1);
      }
    };
    const interval = setInterval(() => look(session.rows()[0]), REPORT_EVERY);
    const stopAlerts = session.onAlert((alert: Alert) => {
      switch (alert.kind) {
        case 'peer-dropped':
          return report.peerDropped(alert.peer, alert.error);
        case 'completed':
          return look(session.rows()[0]);
        case 'torrent-error':
          // Of a magnet link that came to nothing no row is left to look at.
          report.failed(alert.error);
          return finish(1);
      }
    });
    chosen.then(
      () => {
        isChosen = true;
      },
      (error) => {
        report.failed(reportError(error));
        finish(1);
      },
    );
    const interrupted = () => {
      report.interrupted();
      finish(130);
    };
    if (interrupt.aborted) interrupted();
    else interrupt.addEventListener('abort', interrupted, { once: true });
  });
}

const INCOMPLETE: ErrorReport = {
  fault: 'input',
  code: 'incomplete',
  message: 'the folder does not hold all of this torrent; there is nothing to seed',
};

/** Where the resume data of this torrent in this folder is kept. */
function recordsDir(dir: string, source: AddSource): string {
  const content = source.kind === 'file' ? source.base64 : source.text;
  const name = createHash('sha256').update(`${dir}\0${content}`).digest('hex');
  return join(stateDir(), name.slice(0, 40));
}
