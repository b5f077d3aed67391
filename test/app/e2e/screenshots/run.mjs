import { register } from 'node:module';
import setUp, { tearDown } from '../../../jest/set-up.mjs';

// node test/app/e2e/screenshots/run.mjs DIR
register('../../../../background/launch/typescript-loader.mjs', import.meta.url);
const { takeScreenshots } = await import('./take-screenshots.ts');
await setUp();
try {
  await takeScreenshots(process.argv[2] ?? '.');
} finally {
  await tearDown();
}
