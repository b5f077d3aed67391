import { DEFAULT_SETTINGS, type Settings } from '../src/api/settings.ts';
import { Session } from '../src/session/session.ts';
import type { LinkPort } from './host/link/contract.ts';
import { Link } from './host/link/link.ts';
import { MessageServer } from './host/message-server.ts';
import { noticeOf } from './host/notice.ts';
import { isSleepless } from './host/sleepless.ts';
import { SystemClock } from './host/system-clock.ts';
import { reportTraffic } from './host/traffic.ts';
import type { EngineLink } from './platform/chrome-app/engine-link.ts';
import { chromePorts } from './platform/chrome-app/ports.ts';
import { Transport } from './platform/chrome-app/transport.ts';

/** Bytes of piece buffers, all torrents together. */
const MEMORY_BUDGET = 128 * 1024 * 1024;
/** Milliseconds between two looks at whether the engine must stay awake. */
const LOOK_EVERY = 1000;

const clock = new SystemClock();
const link: EngineLink = new Link(globalThis as unknown as LinkPort);
const transport = new Transport(link);

/** As they are now. */
let settings: Settings = DEFAULT_SETTINGS;
const starting = start();

async function start(): Promise<Session> {
  return Session.start(await chromePorts(link, transport), {
    host: 'chrome-app',
    memoryBudget: MEMORY_BUDGET,
    transport: () => transport.name,
    settingsChanged: (changed) => {
      settings = changed;
      transport.choose(changed.transport);
    },
  });
}

function reportActivity(session: Session, told: string): void {
  const torrents = session.active;
  const { busy } = session;
  const sleepless = isSleepless(settings.keepAwake, { torrents, busy });
  const activity = { torrents, sleepless };
  const now = JSON.stringify(activity);
  if (now !== told) link.signal('engine.active', activity);
  clock.timer(LOOK_EVERY, () => reportActivity(session, now));
}

function reportNotices(session: Session): void {
  session.onAlert((alert) => {
    const notice = noticeOf(alert, settings);
    if (notice) link.signal('engine.notice', notice);
  });
}

/** One window: `null` on its port is the end, from either side. */
async function serve(port: MessagePort): Promise<void> {
  const session = await starting;
  const server = new MessageServer(session, clock, {
    send: (message) => port.postMessage(message),
  });
  port.onmessage = ({ data }) => {
    if (data !== null) return void server.receive(data);
    server.close();
    port.close();
  };
}

link.on('client.connected', ({ port }) => {
  serve(port).catch(() => port.postMessage(null));
});
link.serve('engine.save', async () => {
  await (await starting).save();
  return undefined;
});
starting.then(
  (session) => {
    reportActivity(session, '');
    reportNotices(session);
    reportTraffic(session, clock, (traffic) => link.signal('engine.traffic', traffic));
  },
  (error: unknown) => link.signal('engine.failed', { message: String(error) }),
);
