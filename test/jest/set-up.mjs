import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for what tests build once for all of them (test/support/built.ts). */
export default async function setUp() {
  process.env.RILL_TEST_BUILDS = await mkdtemp(join(tmpdir(), 'rill-builds-'));
}

export async function tearDown() {
  await rm(process.env.RILL_TEST_BUILDS, { recursive: true, force: true });
}
