import { treeCpuSeconds, treeMemory } from './process-tree.ts';

/** Reading the memory of a dozen processes takes milliseconds of their time too. */
const SAMPLE_MS = 400;

/** What a transfer cost. */
export interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Bytes. */
  readonly peakMemory: number;
}

/**
 * Runs `transfer` and says what it took: wall time, and CPU time and memory of the
 * process tree below `pid`, which has to live until the transfer ends.
 */
export async function measure(
  pid: number,
  folder: string,
  transfer: () => Promise<void>,
): Promise<Cost> {
  let peakMemory = 0;
  const sample = () => {
    peakMemory = Math.max(peakMemory, treeMemory(pid, folder));
  };
  const timer = setInterval(sample, SAMPLE_MS);
  try {
    const cpu = treeCpuSeconds(pid);
    const start = performance.now();
    await transfer();
    const seconds = (performance.now() - start) / 1000;
    const cpuSeconds = treeCpuSeconds(pid) - cpu;
    sample();
    return { seconds, cpuSeconds, peakMemory };
  } finally {
    clearInterval(timer);
  }
}
