import { expect, test } from '@jest/globals';
import type { Flow } from '../../../src/rate/flow.ts';
import type { LimitGroup } from '../../../src/rate/limit-group.ts';
import { Limiter } from '../../../src/rate/limiter.ts';

const BLOCK = 16_384;

/** A limiter whose time is moved by hand, and flows that take all they can get. */
class Line {
  now = 0;
  readonly limiter = new Limiter(() => {});

  group(rate = 0): LimitGroup {
    return this.limiter.group(rate, this.now);
  }

  /** Wants `atOnce` bytes more whenever it is asked, and passes `wanted` in all. */
  greedy(group: LimitGroup, wanted = Number.POSITIVE_INFINITY, local = false) {
    const greedy = {
      passed: 0,
      go: () => {
        while (greedy.passed < wanted) {
          if (!flow.take(BLOCK, this.now)) return;
          greedy.passed += BLOCK;
        }
        flow.settle();
      },
      flow: undefined as unknown as Flow,
    };
    const flow = group.flow(
      { wants: () => Math.min(wanted - greedy.passed, 10 * BLOCK), ready: greedy.go },
      local,
    );
    greedy.flow = flow;
    return greedy;
  }

  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const wait = this.limiter.wait(this.now);
      if (wait === undefined || this.now + wait > end) break;
      this.now += wait;
      this.limiter.distribute(this.now);
    }
    this.now = end;
  }
}

/** Bytes within 5% of so many, or within a block where that is more. */
function expectNear(bytes: number, expected: number) {
  const off = Math.abs(bytes - expected);
  expect(off).toBeLessThanOrEqual(Math.max(expected * 0.05, BLOCK));
}

test.each([10_000, 100_000, 3_000_000, 80_000_000])(
  'lets %d bytes a second through over ten seconds, whoever wants them',
  (rate) => {
    const line = new Line();
    line.limiter.setRate(rate, 0);
    const flows = Array.from({ length: 7 }, () => line.greedy(line.group()));
    for (const { go } of flows) go();
    let before = 0;
    for (const _ of 'abc') {
      line.pass(10_000);
      const passed = flows.reduce((sum, flow) => sum + flow.passed, 0);
      expectNear(passed - before, rate * 10);
      before = passed;
    }
  },
);

test('peers of a torrent get equal shares', () => {
  const line = new Line();
  const group = line.group(1_000_000);
  const flows = Array.from({ length: 5 }, () => line.greedy(group));
  for (const { go } of flows) go();
  line.pass(10_000);
  for (const { passed } of flows) expectNear(passed, 2_000_000);
});

test('torrents get equal shares, however many peers they have', () => {
  const line = new Line();
  line.limiter.setRate(1_000_000, 0);
  const many = line.group();
  const crowd = Array.from({ length: 9 }, () => line.greedy(many));
  const alone = line.greedy(line.group());
  for (const { go } of [...crowd, alone]) go();
  line.pass(10_000);
  expectNear(alone.passed, 5_000_000);
  for (const { passed } of crowd) expectNear(passed, 5_000_000 / 9);
});

test('a torrent that may have less leaves the rest to others', () => {
  const line = new Line();
  line.limiter.setRate(1_000_000, 0);
  const [slow, fast] = [line.greedy(line.group(100_000)), line.greedy(line.group())];
  slow.go();
  fast.go();
  line.pass(10_000);
  expectNear(slow.passed, 1_000_000);
  expectNear(fast.passed, 9_000_000);
});

test('a peer that wants little gets it, and the rest goes to the others', () => {
  const line = new Line();
  line.limiter.setRate(1_000_000, 0);
  const group = line.group();
  const [greedy, modest] = [line.greedy(group), line.greedy(group, 10 * BLOCK)];
  greedy.go();
  modest.go();
  line.pass(1000);
  expect(modest.passed).toBe(10 * BLOCK);
  line.pass(9000);
  expectNear(greedy.passed, 10_000_000 - 10 * BLOCK);
});

test('holds from the moment on that it is changed', () => {
  const line = new Line();
  line.limiter.setRate(1_000_000, 0);
  const flow = line.greedy(line.group());
  flow.go();
  line.pass(10_000);
  const first = flow.passed;
  line.limiter.setRate(100_000, line.now);
  line.pass(10_000);
  expectNear(flow.passed - first, 1_000_000);
  const second = flow.passed;
  line.limiter.setRate(5_000_000, line.now);
  line.pass(10_000);
  expectNear(flow.passed - second, 50_000_000);
});

test('whoever waits goes on when the limit is taken away', () => {
  const line = new Line();
  line.limiter.setRate(1, 0);
  const flow = line.greedy(line.group(), 100 * BLOCK);
  line.pass(1000);
  flow.go();
  line.pass(60_000);
  expect(flow.passed).toBe(BLOCK);
  line.limiter.setRate(0, line.now);
  line.pass(100);
  expect(flow.passed).toBe(100 * BLOCK);
  expect(line.limiter.wait(line.now)).toBeUndefined();
});

test('after a silence no more than a quarter of a second is made up for', () => {
  const line = new Line();
  line.limiter.setRate(1_000_000, 0);
  const flow = line.greedy(line.group());
  line.pass(3_600_000);
  flow.go();
  expect(flow.passed).toBeLessThanOrEqual(250_000 + BLOCK);
  expect(flow.passed).toBeGreaterThan(200_000);
});

test('what is below the limit does not wait', () => {
  const line = new Line();
  line.limiter.setRate(1_000_000, 0);
  const { flow } = line.greedy(line.group());
  for (let round = 0; round < 200; round++) {
    line.pass(20);
    expect(flow.take(BLOCK, line.now)).toBe(true);
  }
});

test('peers of the local network are exempt while the settings say so', () => {
  const line = new Line();
  line.limiter.setRate(1000, 0);
  const near = line.greedy(line.group(), 50 * BLOCK, true);
  line.limiter.counting = { local: false, overhead: false };
  near.go();
  expect(near.passed).toBe(50 * BLOCK);
  line.limiter.counting = { local: true, overhead: false };
  expect(near.flow.take(BLOCK, line.now)).toBe(false);
});

test('overhead counts when it is to, and never starves the payload', () => {
  const line = new Line();
  line.limiter.setRate(1_000_000, 0);
  const flow = line.greedy(line.group());
  flow.go();
  const passed = (overhead: number) => {
    const before = flow.passed;
    for (let second = 0; second < 10; second++) {
      flow.flow.overhead(overhead);
      line.pass(1000);
    }
    return flow.passed - before;
  };
  expectNear(passed(200_000), 10_000_000);
  line.limiter.counting = { local: true, overhead: true };
  expectNear(passed(200_000), 8_000_000);
  flow.flow.overhead(1e12);
  line.pass(3000);
  const before = flow.passed;
  line.pass(1000);
  expect(flow.passed).toBeGreaterThan(before);
});

test('what was asked for and does not come is given back', () => {
  const line = new Line();
  line.limiter.setRate(100_000, 0);
  const { flow } = line.greedy(line.group());
  line.pass(250);
  expect(flow.take(50_000, line.now)).toBe(true);
  flow.giveBack(50_000);
  expect(flow.take(BLOCK, line.now)).toBe(true);
  flow.giveBack(1e9);
  expect(flow.take(100_001, line.now)).toBe(true);
  expect(flow.take(1, line.now)).toBe(false);
});

test('whoever is granted what it cannot use takes nothing from the others', () => {
  const line = new Line();
  line.limiter.setRate(1_000_000, 0);
  const group = line.group();
  for (let peer = 0; peer < 20; peer++) {
    const flow = group.flow(
      { wants: () => 10 * BLOCK, ready: () => flow.settle() },
      false,
    );
    while (flow.take(BLOCK, line.now)) flow.giveBack(1);
  }
  const useful = line.greedy(group);
  useful.go();
  line.pass(10_000);
  expectNear(useful.passed, 10_000_000);
});

test('a peer that is gone leaves its place in the line to others', () => {
  const line = new Line();
  line.limiter.setRate(100_000, 0);
  const group = line.group();
  const [gone, stays] = [line.greedy(group), line.greedy(group)];
  gone.go();
  stays.go();
  gone.flow.close();
  line.pass(10_000);
  expect(gone.passed).toBe(0);
  expectNear(stays.passed, 1_000_000);
});

test('reading stops for as long as what arrived is ahead of the limit', () => {
  const line = new Line();
  const { flow } = line.greedy(line.group());
  expect(flow.arrived(1e9, line.now)).toBe(0);
  line.limiter.setRate(100_000, line.now);
  let arrived = 0;
  while (line.now < 10_000) {
    const pause = flow.arrived(64 * 1024, line.now);
    arrived += 64 * 1024;
    line.pass(Math.max(pause, 1));
  }
  expect(arrived).toBeGreaterThan(950_000);
  expect(arrived).toBeLessThan(1_120_000);
});

test('what arrives at the rate at which it was asked for is not held up', () => {
  const line = new Line();
  line.limiter.setRate(1_000_000, 0);
  const { flow } = line.greedy(line.group());
  for (let block = 0; block < 600; block++) {
    line.pass((BLOCK * 4 * 1000) / 1_000_000);
    for (const _ of 'four') expect(flow.arrived(BLOCK, line.now)).toBe(0);
  }
});
