/** What a window with a thousand torrents costs; medians over the rounds. */
export interface WindowFigures {
  /** Milliseconds from the opening of the page until rows are painted. */
  readonly firstPaint: number;
  /** Milliseconds of CPU time that all of Chromium takes for it. */
  readonly firstPaintWork: number;
  /** Shares of one core, of all of Chromium: while rows are in view, and while none is. */
  readonly inView: number;
  readonly hidden: number;
  /** The same, of the process that has the engine and this benchmark, while rows are in view. */
  readonly engine: number;
  /** Milliseconds from frame to frame while the list scrolls: 19 of 20 take less; half do. */
  readonly frameInterval: number;
  readonly frameMedian: number;
  /** The share of frames that come later than they should. */
  readonly late: number;
  /** Milliseconds of CPU time of the main thread for each: 19 of 20 take less; half do. */
  readonly frameWork: number;
  readonly frameWorkMedian: number;
  /** Bytes. */
  readonly heap: number;
  /** A second, while rows are in view. */
  readonly messages: number;
  readonly bytes: number;
  readonly rows: number;
  /** Rows that were told of and not on screen. */
  readonly unwatched: number;
}

interface Line {
  readonly key: keyof WindowFigures;
  readonly what: string;
  readonly unit: string;
  /** Of the figure, for what is shown. */
  readonly times: number;
  readonly digits: number;
  /** It has to be less; undefined: it is only told. */
  readonly bound?: number;
}

const LINES: readonly Line[] = [
  line('firstPaint', 'first paint of the list', 'ms', 1, 0, 300),
  line('firstPaintWork', '  CPU time', 'ms', 1, 0),
  line('frameWork', 'frame, scrolling: work, p95', 'ms', 1, 1, 16.7),
  line('frameWorkMedian', '  median', 'ms', 1, 1),
  line('frameInterval', 'frame to frame, p95', 'ms', 1, 1, 16.8),
  line('frameMedian', '  median', 'ms', 1, 1),
  line('late', '  late', '%', 100, 1),
  line('inView', 'in view, idle', '% of a core', 100, 2, 5),
  line('hidden', 'hidden', '% of a core', 100, 2, 1),
  line('engine', 'engine, one window in view', '% of a core', 100, 2),
  line('heap', 'heap', 'MB', 1e-6, 1, 60),
  line('messages', 'messages', '/s', 1, 1),
  line('bytes', '  kB', '/s', 1e-3, 1),
  line('rows', '  rows', '/s', 1, 1),
  line('unwatched', '  rows not on screen', '', 1, 0, 1),
];

export function formatWindow(figures: WindowFigures): string {
  const rows = LINES.map(({ key, what, unit, times, digits, bound }) => {
    const value = (figures[key] * times).toFixed(digits).padStart(9);
    const held = bound === undefined ? '' : `  below ${bound}`;
    return `${what.padEnd(30)}${value} ${unit.padEnd(12)}${held}`.trimEnd();
  });
  return ['the window, at 1,000 torrents, 50 of them active', ...rows].join('\n');
}

/** A line for each bound that was missed. */
export function missedWindow(figures: WindowFigures | undefined): string[] {
  if (!figures) return [];
  return LINES.flatMap(({ key, what, unit, times, digits, bound }) => {
    const value = figures[key] * times;
    // What could not be measured is missed.
    if (bound === undefined || value < bound) return [];
    return [`${what.trim()} below ${bound} ${unit}: ${value.toFixed(digits)}`];
  });
}

function line(
  key: keyof WindowFigures,
  what: string,
  unit: string,
  times: number,
  digits: number,
  bound?: number,
): Line {
  return { key, what, unit, times, digits, ...(bound === undefined ? {} : { bound }) };
}
