import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm start -- [option]... [FILE.torrent|MAGNET]...

  --headless          no window
  --profile DIR       where Chromium keeps Rill's data
  --download-dir DIR  where the files go; without it they stay inside Chrome
  --peer HOST:PORT    a peer of the torrents named here; may be repeated
  --exit-when-done    leave when all is complete, with 0, or 1 and the reason if one fails
  --demo              download a small file set from a second Rill on this machine
  --help              print this`;

/** The arguments cannot be meant: say so, with the usage. */
export class UsageError extends Error {}

const OPTIONS = {
  headless: { type: 'boolean', default: false },
  profile: { type: 'string' },
  'download-dir': { type: 'string' },
  peer: { type: 'string', multiple: true, default: [] },
  'exit-when-done': { type: 'boolean', default: false },
  demo: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

/** What stands for a torrent and is no file: a magnet link or the address of a torrent. */
export function isLink(text) {
  return /^(magnet:|https?:\/\/)/i.test(text);
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @throws {UsageError}
 */
export function parseArguments(args, env = process.env) {
  const { values, positionals } = parse(args);
  // npm runs scripts in the package's folder, and says here where it was called.
  const from = env.INIT_CWD || process.cwd();
  for (const peer of values.peer) {
    if (!isEndpoint(peer)) throw new UsageError(`--peer ${peer}: not HOST:PORT`);
  }
  if (values.demo && positionals.length > 0) {
    throw new UsageError('--demo brings its own torrent');
  }
  if (values.peer.length > 0 && positionals.length === 0) {
    throw new UsageError('--peer needs a torrent');
  }
  return {
    headless: values.headless,
    /** undefined for the demo: a new one that is thrown away. */
    profile:
      folder(from, values.profile) ?? (values.demo ? undefined : defaultProfile(env)),
    downloadDir: folder(from, values['download-dir']),
    peers: values.peer,
    exitWhenDone: values['exit-when-done'],
    demo: values.demo,
    help: values.help,
    torrents: positionals.map((text) => (isLink(text) ? text : resolve(from, text))),
  };
}

function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message, { cause: error });
  }
}

function folder(from, path) {
  if (path === '') throw new UsageError('the name of a folder is needed');
  return path === undefined ? undefined : resolve(from, path);
}

function isEndpoint(text) {
  const port = /^(?:\[[0-9a-fA-F:.]+\]|[^\s:[\]/]+):(\d{1,5})$/.exec(text)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65535;
}

/** By the XDG base directory specification, so that torrents survive. */
function defaultProfile(env) {
  const data = env.XDG_DATA_HOME || join(homedir(), '.local/share');
  return join(data, 'rill', 'chromium');
}
