import { execFile, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Sets up what a command needs on a machine that has only Node and git. Runs before there is
 * a node_modules, so it imports nothing from there.
 *
 * A need is present, or is installed (packages always; programs as root on Debian or
 * Ubuntu), or is named in one line that says what to install.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Lines of what a failed command said: npm follows its reason with pages of usage. */
const SAID_LINES = 15;

/** What each need is met by. `package`: Debian's name of it. */
const NEEDS = {
  chromium: {
    present: () => chromiumPath() !== undefined,
    package: 'chromium',
    advice: 'install Chromium (Debian: chromium), or name a binary in RILL_CHROMIUM',
  },
  libtorrent: {
    present: () => succeeds('/usr/bin/python3', ['-c', 'import libtorrent']),
    package: 'python3-libtorrent',
    advice: "install libtorrent for the system's Python (Debian: python3-libtorrent)",
  },
  aria2: {
    present: () => onPath('aria2c') !== undefined,
    package: 'aria2',
    advice: 'install aria2 (Debian: aria2)',
  },
  opentracker: {
    present: () => onPath('opentracker') !== undefined,
    package: 'opentracker',
    advice: 'install opentracker (Debian: opentracker)',
  },
  'transmission-show': {
    present: () => onPath('transmission-show') !== undefined,
    package: 'transmission-cli',
    advice: 'install transmission-show (Debian: transmission-cli)',
  },
  transmission: {
    present: () => onPath('transmission-daemon') !== undefined,
    package: 'transmission-daemon',
    advice: 'install Transmission (Debian: transmission-daemon)',
  },
  openssl: {
    present: () => onPath('openssl') !== undefined,
    package: 'openssl',
    advice: 'install OpenSSL (Debian: openssl)',
  },
  xvfb: {
    present: () => onPath('Xvfb') !== undefined,
    package: 'xvfb',
    advice: 'install Xvfb (Debian: xvfb)',
  },
  xdotool: {
    present: () => onPath('xdotool') !== undefined,
    package: 'xdotool',
    advice: 'install xdotool (Debian: xdotool)',
  },
};

/** The programs that can be asked for by name. */
export const PROGRAMS = Object.keys(NEEDS);

/**
 * @param {string[]} needs 'node_modules' or names from PROGRAMS
 * @param {(line: string) => void} say hears what takes a while
 * @returns {Promise<Map<string, string>>} what is still missing, with one line of advice each
 * @throws {Error} when npm ci fails; the message is what npm said
 */
export async function ensure(needs, say) {
  if (needs.includes('node_modules')) await ensurePackages(say);
  const missing = needs.filter((need) => need in NEEDS && !isPresent(need));
  if (missing.length > 0 && canInstall()) await installPrograms(missing, say);
  return new Map(
    missing.filter((need) => !isPresent(need)).map((need) => [need, NEEDS[need].advice]),
  );
}

/** Whether a program of PROGRAMS can be run here. */
export function isPresent(need) {
  return NEEDS[need].present();
}

/** The Chromium to start: RILL_CHROMIUM, else the one on the PATH; undefined if neither. */
export function chromiumPath() {
  const named = process.env.RILL_CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  return onPath('chromium') ?? onPath('chromium-browser');
}

async function ensurePackages(say) {
  // npm writes this file last, so it is there, and new, only when npm ci came to its end.
  const installed = modified(join(ROOT, 'node_modules/.package-lock.json'));
  if (installed >= modified(join(ROOT, 'package-lock.json'))) return;
  say('Installing packages (npm ci)…');
  await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT });
}

function canInstall() {
  return process.getuid?.() === 0 && onPath('apt-get') !== undefined;
}

/** Tries what it can; who calls looks at what is there then. */
async function installPrograms(needs, say) {
  const packages = needs.map((need) => NEEDS[need].package);
  say(`Installing ${packages.join(', ')} (apt-get)…`);
  try {
    await apt(['update']);
    // One by one when not all of them exist in this distribution.
    await apt(['install', ...packages]).catch(async () => {
      for (const name of packages) await apt(['install', name]).catch(tell);
    });
  } catch (error) {
    tell(error);
  }

  function tell(error) {
    say(error.message);
  }
}

function apt([verb, ...packages]) {
  const options = [
    '-qq',
    '-y',
    '--no-install-recommends',
    '-o',
    'DPkg::Lock::Timeout=120',
  ];
  return run('apt-get', [verb, ...options, ...packages], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** Quiet, unless it fails: then the beginning of what it said is the error's message. */
function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const settings = { maxBuffer: 64 * 1024 * 1024, ...options };
    execFile(command, args, settings, (error, stdout, stderr) => {
      if (error === null) return resolve();
      const said = `${stderr || stdout || error.message}`.trim().split('\n');
      const lines = said
        .filter((line) => !line.startsWith('npm warn'))
        .slice(0, SAID_LINES);
      reject(new Error([`${command} ${args[0]} failed:`, ...lines].join('\n')));
    });
  });
}

function onPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Milliseconds since 1970; 0 for what is not there. */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
