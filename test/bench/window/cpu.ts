import { readdirSync, readFileSync } from 'node:fs';
import { processTree } from '../process-tree.ts';

/**
 * Seconds of CPU time that the threads of a tree of processes have had, to the microsecond: the
 * ticks of /proc/PID/stat are too coarse for what is nearly idle. See proc(5), sched-stats.
 */
export function treeCpu(root: number): number {
  return processTree(root).reduce((sum, { pid }) => sum + threadsCpu(pid), 0);
}

function threadsCpu(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8');
      // Nanoseconds on a CPU, then those it waited for one.
      return sum + Number(stat.split(' ')[0]) / 1e9;
    }, 0);
  } catch {
    return 0; // It ended.
  }
}
