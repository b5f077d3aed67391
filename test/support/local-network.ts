import { execFileSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import type { Host } from './host.ts';
import { Program } from './program.ts';

const START_MS = 10_000;
const ADDRESSES = ['10.88.0.1', '10.88.0.2'] as const;

/**
 * Two machines on one cable, and nothing else: each a network namespace with an interface
 * that knows groups. They are gone with their last programs.
 */
export class LocalNetwork {
  readonly #holders: readonly [Program, Program];
  readonly hosts: readonly [Host, Host];

  static async open(): Promise<LocalNetwork> {
    const holders = await Promise.all([hold(), hold()]);
    const [one, other] = holders;
    configure(one, [`link add lan type veth peer name lan netns ${other.pid}`]);
    for (const [index, holder] of holders.entries()) {
      const [address, gateway] = index === 0 ? ADDRESSES : [ADDRESSES[1], ADDRESSES[0]];
      configure(holder, [
        'link set lo up',
        'link set lan up',
        `address add ${address}/24 dev lan`,
        // Chromium joins groups where its default route leads.
        `route add default via ${gateway}`,
      ]);
    }
    return new LocalNetwork(holders);
  }

  private constructor(holders: readonly [Program, Program]) {
    this.#holders = holders;
    this.hosts = [hostOf(ADDRESSES[0], holders[0]), hostOf(ADDRESSES[1], holders[1])];
  }

  /** Writes a program to `path` that runs `command` on the first of the two. */
  async writeEntry(path: string, command: string): Promise<void> {
    const words = [...entry(this.#holders[0]), command].map((word) => `'${word}'`);
    await writeFile(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
    await chmod(path, 0o755);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#holders.map((holder) => holder.stop()));
  }
}

async function hold(): Promise<Program> {
  const shell = ['sh', '-c', 'echo ready; exec sleep infinity'];
  const holder = await Program.start('unshare', ['--net', '--', ...shell]);
  await holder.find('namespace', (line) => line === 'ready' || undefined, START_MS);
  return holder;
}

function configure(holder: Program, commands: readonly string[]): void {
  const [command, ...args] = [...entry(holder), 'ip', '-batch', '-'];
  execFileSync(command!, args, { input: `${commands.join('\n')}\n` });
}

/** What stands before a command so that it runs in there. */
function entry(holder: Program): readonly string[] {
  return ['nsenter', `--net=/proc/${holder.pid}/ns/net`, '--'];
}

function hostOf(address: string, holder: Program): Host {
  return {
    address,
    start: (command, args) => Program.start(command, args, entry(holder)),
    get: () => Promise.reject(new Error('nobody there asks over HTTP')),
  };
}
