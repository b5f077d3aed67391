import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, in memory, of so many bytes. It takes root to make one. */
export class SmallDisk {
  readonly path: string;

  /** Whether this process may mount anything. */
  static possible(): boolean {
    try {
      new SmallDisk(4096).unmount();
      return true;
    } catch {
      return false;
    }
  }

  constructor(size: number) {
    this.path = mkdtempSync(join(tmpdir(), 'rill-disk-'));
    const args = ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', this.path];
    if (run('mount', args)) return;
    rmdirSync(this.path);
    throw new Error('mount: not allowed');
  }

  unmount(): void {
    // Chromium's last processes may still have a file open there.
    if (!run('umount', ['--lazy', this.path]))
      throw new Error(`still in use: ${this.path}`);
    rmdirSync(this.path);
  }

  async stop(): Promise<void> {
    this.unmount();
  }
}

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
