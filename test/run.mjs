import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensure, PROGRAMS } from '../background/launch/setup.mjs';

/**
 * `npm test`: sets up what is missing, then lint, typecheck, build, and every test. The last
 * line is "N passed, N failed", with ", N skipped" where there are some; lint, typecheck and
 * build count as one each. `--long` adds test/**\/*.long.ts.
 *
 * Tests with real programs of which many wait for each other run one file at a time, after the
 * others: two at once starve each other. Those of the window alone, in a browser each, and those
 * of the command line with other clients: two at once. Simulations, which only compute, too.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TEST = fileURLToPath(new URL('.', import.meta.url));
const ONE_AT_A_TIME = ['app', 'support'];
const OTHER_CLIENTS = ['interop'];
/** Of `app`: the window over an engine that is none. */
const WINDOW = inTest('app/ui');
/** Guards, twice what a step takes on a machine with nothing else to do. */
const STEP_MS = 10 * 60_000;
const SLOW_STEP_MS = 20 * 60_000;
const LONG_MS = 60 * 60_000;

const total = { passed: 0, failed: 0, skipped: 0 };

async function main() {
  for (const [name, advice] of await ensure(['node_modules', ...PROGRAMS], console.log)) {
    console.log(`${name} is missing, its tests are skipped: ${advice}`);
  }
  await step('lint', npm('lint'));
  await step('typecheck', npm('typecheck'));
  await step('build', npm('build'));

  const folders = await testFolders();
  const apart = [...OTHER_CLIENTS, ...ONE_AT_A_TIME];
  const others = folders.filter((name) => !apart.includes(name));
  await jest('tests', STEP_MS, others.map(inTest));
  await jest('interop tests', SLOW_STEP_MS, OTHER_CLIENTS.map(inTest));
  await jest('window tests', SLOW_STEP_MS, [WINDOW]);
  const without = ['--testPathIgnorePatterns', WINDOW, '/node_modules/', '/dist/'];
  await jest('app tests', SLOW_STEP_MS, [
    '--runInBand',
    ...without,
    '--',
    ...ONE_AT_A_TIME.map(inTest),
  ]);
  if (process.argv.includes('--long')) {
    const match = [
      '--testMatch',
      '<rootDir>/test/**/*.long.ts',
      '--testTimeout',
      '600000',
    ];
    const simulations = inTest('simulation');
    await jest('long simulations', LONG_MS, [...match, simulations]);
    const rest = ['--testPathIgnorePatterns', simulations, '/node_modules/'];
    await jest('other long tests', LONG_MS, ['--runInBand', ...match, ...rest]);
  }
}

/** Runs a command that passes or fails as a whole. */
async function step(name, command) {
  console.log(`\n== ${name}`);
  if ((await run(...command, STEP_MS)) === 0) total.passed++;
  else {
    console.log(`${name} failed`);
    total.failed++;
  }
}

/** Runs jest and adds what it counted. */
async function jest(name, limit, args) {
  console.log(`\n== ${name}`);
  const dir = await mkdtemp(join(tmpdir(), 'rill-test-'));
  const outputFile = join(dir, 'result.json');
  try {
    const result = ['--json', `--outputFile=${outputFile}`];
    const code = await run(...npm('unit', ...result, ...args), limit);
    const counted = count(JSON.parse(await readFile(outputFile, 'utf8')));
    total.passed += counted.passed;
    total.skipped += counted.skipped;
    // Whatever else made jest say no counts as well.
    total.failed += Math.max(counted.failed, code === 0 ? 0 : 1);
  } catch (error) {
    console.log(`${name}: jest gave no result (${error.message})`);
    total.failed++;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function count(result) {
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

function npm(script, ...args) {
  return ['npm', ['run', '--silent', script, '--', ...args]];
}

/** The exit code; null when it had to be ended. Its output goes where ours goes. */
function run(command, args, limit) {
  return new Promise((resolve) => {
    // A group of its own, so that the end reaches whatever it started.
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', detached: true });
    const end = (signal) => process.kill(-child.pid, signal);
    const timer = setTimeout(() => {
      console.log(`${args.join(' ')}: not done after ${limit / 60_000} minutes`);
      end('SIGKILL');
    }, limit);
    const interrupt = () => {
      end('SIGTERM');
      process.exit(130);
    };
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    child.once('close', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      resolve(code);
    });
  });
}

async function testFolders() {
  const entries = await readdir(TEST, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** As jest's pattern of paths. */
function inTest(folder) {
  return `/test/${folder}/`;
}

await main();
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;
