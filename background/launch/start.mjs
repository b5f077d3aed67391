import { register } from 'node:module';
import { parseArguments, USAGE, UsageError } from './parse-arguments.mjs';
import { ensure } from './setup.mjs';

/**
 * `npm start`: sets up what is missing, builds, opens the app in Chromium. Leaves with 0, 1
 * and the reason when something fails, 2 when the arguments are wrong, 130 on Ctrl-C.
 */
async function start() {
  const options = parseArguments(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const missing = await ensure(['node_modules', 'chromium'], console.log);
  for (const [need, advice] of missing) throw new Error(`${need} is missing: ${advice}`);
  // Not before there is a node_modules.
  register('./typescript-loader.mjs', import.meta.url);
  const { runApp } = await import('./run-app.ts');
  return runApp(options);
}

function report(error) {
  console.error(error.message);
  if (!(error instanceof UsageError)) return 1;
  console.error(`\n${USAGE}`);
  return 2;
}

// What is left pending when it ends, a launch that Ctrl-C cut short, does not hold it.
process.exit(await start().catch(report));
