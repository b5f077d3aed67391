import UPlot, { type AlignedData, type Axis, type Options, type Series } from 'uplot';
import type { SpeedSpan } from '../../../src/api/speed.ts';
import { formatRate } from '../../format/bytes.ts';
import { formatMinute, formatSecond } from '../../format/clock-time.ts';
import type { BothWays } from '../../format/limits-now.ts';
import { axisTop, type SpeedCurves } from '../../format/speed-curves.ts';
import { onThemeChange } from './on-theme-change.ts';

export interface ShownSpeed {
  readonly curves: SpeedCurves;
  /** Bytes a second; 0: none. */
  readonly limits: BothWays;
  readonly span: SpeedSpan;
}

/** As the style has them, by the names of its variables. */
const COLOURS = ['--down', '--up', '--down-soft', '--grid', '--scale'] as const;
type Colour = (typeof COLOURS)[number];

/** Pixels between two marks of the axes, at least. */
const MARKS_APART = { time: 76, rate: 36 };

/**
 * Curves in a place of the window, as large as that. Where lines are read from right to left
 * time runs so, too, as all that grows in the window does.
 */
export class SpeedChart {
  readonly #place: HTMLElement;
  readonly #plot: UPlot;
  readonly #resized: ResizeObserver;
  readonly #unlisten: () => void;
  #colours: Record<Colour, string>;
  #shown: ShownSpeed | undefined;

  /** `pointed` is told which slot the pointer is on; undefined: none. */
  constructor(place: HTMLElement, pointed: (index: number | undefined) => void) {
    this.#place = place;
    this.#colours = this.#readColours();
    this.#plot = new UPlot(this.#options(pointed), EMPTY, place);
    this.#resized = new ResizeObserver(() => this.#plot.setSize(sizeOf(place)));
    this.#resized.observe(place);
    this.#unlisten = onThemeChange(() => {
      this.#colours = this.#readColours();
      this.#plot.redraw();
    });
  }

  show(shown: ShownSpeed): void {
    const { curves, limits } = shown;
    this.#shown = shown;
    const line = (limit: number) => curves.times.map(() => (limit > 0 ? limit : null));
    const { times, down, up } = curves;
    this.#plot.setData([
      [...times],
      [...down],
      [...up],
      line(limits.down),
      line(limits.up),
    ] as AlignedData);
  }

  /** Puts the line at that slot; undefined: takes it away. */
  point(index: number | undefined): void {
    const { times } = this.#shown?.curves ?? {};
    const time = index === undefined ? undefined : times?.[index];
    const left = time === undefined ? -10 : this.#plot.valToPos(time, 'x');
    this.#plot.setCursor({ left, top: time === undefined ? -10 : 0 });
  }

  close(): void {
    this.#resized.disconnect();
    this.#unlisten();
    this.#plot.destroy();
  }

  #options(pointed: (index: number | undefined) => void): Options {
    const backwards = getComputedStyle(this.#place).direction === 'rtl';
    const colour = (name: Colour) => () => this.#colours[name];
    const grid = { stroke: colour('--grid'), width: 1 };
    const axis: Axis = {
      stroke: colour('--scale'),
      font: `12px ${getComputedStyle(this.#place).fontFamily}`,
      grid,
      ticks: { ...grid, size: 4 },
      gap: 4,
    };
    const curve: Series = { points: { show: false }, spanGaps: false };
    return {
      ...sizeOf(this.#place),
      legend: { show: false },
      padding: [8, 12, 0, 12],
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: true, dir: backwards ? -1 : 1 },
        y: { range: () => [0, this.#top()] },
      },
      axes: [
        {
          ...axis,
          size: 28,
          space: MARKS_APART.time,
          values: (_, times) => times.map((time) => this.#timeMark(time * 1000)),
        },
        {
          ...axis,
          size: 76,
          side: backwards ? 1 : 3,
          space: MARKS_APART.rate,
          values: (_, rates) => rates.map(formatRate),
        },
      ],
      series: [
        {},
        { ...curve, stroke: colour('--down'), fill: colour('--down-soft'), width: 2 },
        { ...curve, stroke: colour('--up'), width: 2 },
        { ...curve, stroke: colour('--down'), width: 1, dash: [6, 4] },
        { ...curve, stroke: colour('--up'), width: 1, dash: [2, 4] },
      ],
      hooks: {
        setCursor: [({ cursor }) => pointed(cursor.idx ?? undefined)],
      },
    };
  }

  #top(): number {
    const { curves, limits } = this.#shown ?? {};
    if (!curves || !limits) return axisTop(0, []);
    const peak = Math.max(...curves.down, ...curves.up);
    return axisTop(peak, [limits.down, limits.up]);
  }

  #timeMark(time: number): string {
    return this.#shown?.span === 'minute' ? formatSecond(time) : formatMinute(time);
  }

  /** Resolved, for a canvas knows no variables: as text of that colour would be drawn. */
  #readColours(): Record<Colour, string> {
    const probe = document.createElement('span');
    this.#place.append(probe);
    const colours = COLOURS.map((name) => {
      probe.style.color = `var(${name})`;
      return [name, getComputedStyle(probe).color];
    });
    probe.remove();
    return Object.fromEntries(colours);
  }
}

const EMPTY: AlignedData = [[], [], [], [], []];

function sizeOf({ clientWidth, clientHeight }: HTMLElement) {
  return { width: Math.max(clientWidth, 120), height: Math.max(clientHeight, 80) };
}
