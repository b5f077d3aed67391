import { register } from 'node:module';

// node test/app/e2e/screenshots/run.mjs DIR
register('../../../../background/launch/typescript-loader.mjs', import.meta.url);
const { takeScreenshots } = await import('./take-screenshots.ts');
await takeScreenshots(process.argv[2] ?? '.');
