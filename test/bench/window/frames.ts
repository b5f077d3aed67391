import type { CDPSession, Page } from 'puppeteer';

/** What frames took while a list scrolled. Milliseconds. */
export interface Frames {
  /** Between one and the next. */
  readonly intervals: readonly number[];
  /** CPU time of the window's main thread for each: scripts, style, layout, paint. */
  readonly work: readonly number[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** On a CPU. */
  readonly tdur?: number;
}

const CATEGORIES = [
  'devtools.timeline',
  'devtools.timeline.frame',
  'disabled-by-default-devtools.timeline.frame',
  'disabled-by-default-devtools.timeline',
];

/** Scrolls so many pixels a second, as a wheel does, for some seconds. */
export async function scroll(
  page: Page,
  speed: number,
  seconds: number,
): Promise<Frames> {
  const session = await page.createCDPSession();
  const { x, y } = await page.$eval('.list .grid-scroller', (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  await page.evaluate(countFrames);
  const events = await traced(session, () =>
    session.send('Input.synthesizeScrollGesture', {
      ...{ x, y, speed, yDistance: -speed * seconds },
      gestureSourceType: 'mouse',
      preventFling: true,
    }),
  );
  const times = await page.evaluate(() => {
    const counted = globalThis.frameTimes ?? [];
    globalThis.frameTimes = undefined;
    return counted;
  });
  await session.detach();
  const intervals = times.slice(1).map((time, at) => time - times[at]!);
  return { intervals, work: workOfFrames(events) };
}

declare global {
  var frameTimes: number[] | undefined;
}

/** Runs in the page. */
function countFrames(): void {
  const times: number[] = [];
  globalThis.frameTimes = times;
  const next = (time: number) => {
    times.push(time);
    if (globalThis.frameTimes === times) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

async function traced(
  session: CDPSession,
  run: () => Promise<unknown>,
): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES },
  });
  await run();
  const ended = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await ended;
  return events;
}

/** What tasks of the main thread took from one frame's beginning to the next one's. */
function workOfFrames(events: readonly TraceEvent[]): number[] {
  const begins = events.filter(({ name }) => name === 'BeginMainThreadFrame');
  const [first] = begins;
  if (!first) return [];
  const isHere = ({ pid, tid }: TraceEvent) => pid === first.pid && tid === first.tid;
  const starts = begins.filter(isHere).map(({ ts }) => ts);
  starts.sort((a, b) => a - b);
  const work = starts.map(() => 0);
  for (const event of events) {
    if (event.name !== 'RunTask' || !isHere(event)) continue;
    const end = event.ts + (event.dur ?? 0);
    // A task is of the last frame that began before its end.
    const at = starts.findLastIndex((start) => start <= end);
    if (at >= 0) work[at]! += (event.tdur ?? event.dur ?? 0) / 1000;
  }
  return work.slice(0, -1);
}
