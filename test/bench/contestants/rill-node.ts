import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Program } from '../../support/program.ts';
import { CannotRun, type Contestant } from '../contestant.ts';
import { measure } from '../meter.ts';
import { TRANSFER_MS } from '../transfer-limit.ts';

const RILL = fileURLToPath(new URL('../../../dist/node/rill.mjs', import.meta.url));

/** The shell outlives the client, and so has its whole CPU time in its own books. */
const RUN_THEN_WAIT = 'read start; "$@"; echo "exit $?"; read end';
const EXIT = /^exit (\d+)$/;

/** The command line: its start-up counts, for it is given the peer when it starts. */
export const rillNode: Contestant = {
  key: 'rill-node',
  title: 'Rill in Node',
  async prepare() {
    await access(RILL).catch(() => {
      throw new CannotRun('dist/node/rill.mjs is not there: npm run build');
    });
  },
  async run({ torrent, seeder }, target) {
    const rill = [process.execPath, RILL, 'download', torrent.path, '--dir', target];
    const options = ['--peer', seeder.address, '--port', '0', '--json'];
    const shell = ['-c', RUN_THEN_WAIT, 'sh', ...rill, ...options];
    const program = await Program.start('/bin/sh', shell);
    try {
      return await measure(program.pid, target, async () => {
        program.send('start');
        const code = await program.next(
          'exit',
          (line) => EXIT.exec(line)?.[1],
          TRANSFER_MS,
        );
        if (code !== '0') throw new Error(`rill left with ${code}\n${program.log()}`);
      });
    } finally {
      await program.stop();
    }
  },
};
