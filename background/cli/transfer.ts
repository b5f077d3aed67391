import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AddResult, AddSource, Alert, ErrorReport } from '../../src/api/contract.ts';
import { DEFAULT_SETTINGS } from '../../src/api/settings.ts';
import type { TorrentRow } from '../../src/api/snapshot.ts';
import { InputError } from '../../src/errors/input-error.ts';
import { Session } from '../../src/session/session.ts';
import { reportError } from '../../src/session/torrent-row.ts';
import { MemoryKeyValueStore } from '../platform/memory/key-value-store.ts';
import { nodePorts } from '../platform/node/ports.ts';
import type { Invocation } from './arguments.ts';
import { readWhole } from './read-whole.ts';
import type { Report } from './report.ts';

type Transfer = Extract<Invocation, { command: 'download' | 'seed' }>;

/** Bytes of piece buffers. */
const MEMORY_BUDGET = 96 << 20;
const REPORT_EVERY = 500;

/**
 * Downloads, or seeds, one torrent until it is done, fails, or the signal fires. Answers the
 * exit code.
 */
export async function transfer(
  options: Transfer,
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

function start(options: Transfer, storeDir: string, dir: string): Promise<Session> {
  const ports = nodePorts({ storeDir, folder: dir, log: { write: () => {} } });
  const seeding = options.command === 'seed';
  return Session.start(seeding ? { ...ports, store: new MemoryKeyValueStore() } : ports, {
    host: 'node',
    memoryBudget: MEMORY_BUDGET,
    transport: () => 'node',
    settings: {
      listenPort: options.port ?? DEFAULT_SETTINGS.listenPort,
      lsd: options.lsd,
      dht: options.dht,
      ...(options.bootstrap.length > 0 && { dhtRouters: options.bootstrap }),
    },
    settingsChanged: () => {},
  });
}

async function run(
  session: Session,
  options: Transfer,
  source: AddSource,
  report: Report,
  interrupt: AbortSignal,
): Promise<number> {
  const id = await add(session, source);
  await session.execute({ kind: 'add-peers', id, peers: options.peers });
  report.listening(session.status());
  return ended(session, options.command === 'seed', report, interrupt);
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

/** The torrent may be on record, from a run that was stopped. */
async function add(session: Session, source: AddSource): Promise<string> {
  const [restored] = session.rows();
  if (restored) {
    await session.execute({ kind: 'resume', id: restored.id });
    return restored.id;
  }
  const added = (await session.execute({ kind: 'add', source })) as AddResult;
  return added.id;
}

/** Watches the one torrent; resolves with the exit code. */
function ended(
  session: Session,
  seeding: boolean,
  report: Report,
  interrupt: AbortSignal,
): Promise<number> {
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
      } else if (row.status === 'seeding' && !seeding) {
        report.complete(row);
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
  const state = process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  const content = source.kind === 'file' ? source.base64 : source.text;
  const name = createHash('sha256').update(`${dir}\0${content}`).digest('hex');
  return join(state, 'rill', name.slice(0, 40));
}
