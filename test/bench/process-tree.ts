import { readdirSync, readFileSync } from 'node:fs';

/** The kernel's clock tick in /proc: 1/100 s on every Linux there is (USER_HZ). */
const TICKS_PER_SECOND = 100;

export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Of the process and of every child it has waited for. */
  readonly ticks: number;
}

/** The processes below and including `root`, as they are now. */
export function processTree(root: number): ProcessStat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat !== undefined);
  const tree = all.filter((stat) => stat.pid === root);
  for (const stat of tree) tree.push(...all.filter(({ parent }) => parent === stat.pid));
  return tree;
}

/** CPU seconds, user and system, that the tree has used, children that ended included. */
export function treeCpuSeconds(root: number): number {
  return processTree(root).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
}

/**
 * Bytes of memory that the tree holds: proportional set size, so that what processes
 * share counts once. Pages of files in `folder` are left out: a client that maps the file
 * it writes would otherwise be charged for the page cache.
 */
export function treeMemory(root: number, folder: string): number {
  return processTree(root).reduce((sum, { pid }) => sum + memory(pid, folder), 0);
}

function memory(pid: number, folder: string): number {
  const rollup = read(`/proc/${pid}/smaps_rollup`);
  const kib = Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) - mappedFrom(pid, folder);
  return kib * 1024;
}

function mappedFrom(pid: number, folder: string): number {
  if (!read(`/proc/${pid}/maps`).includes(folder)) return 0;
  let inFolder = false;
  let kib = 0;
  for (const line of read(`/proc/${pid}/smaps`).split('\n')) {
    if (/^[0-9a-f]+-[0-9a-f]+ /.test(line)) inFolder = line.includes(folder);
    else if (inFolder && line.startsWith('Pss:'))
      kib += Number.parseInt(line.slice(4), 10);
  }
  return kib;
}

function readStat(pid: number): ProcessStat | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // The second field, the name in brackets, may hold anything. See proc(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid, parent: Number(fields[1]), ticks };
}

/** Empty when the process is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
