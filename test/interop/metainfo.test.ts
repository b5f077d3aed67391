import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Mutations } from '../property/mutations.ts';
import { describeWith } from '../support/counterpart.ts';
import { makeFileSet } from '../support/file-set.ts';
import { makeWithLibtorrent } from '../support/libtorrent-reader.ts';
import { encodeLoose } from '../support/loose-bencode.ts';
import { looseTorrent } from '../support/loose-torrents.ts';
import { compareWithLibtorrent } from '../support/metainfo-differences.ts';
import { EXCEPTIONS } from '../support/metainfo-exceptions.ts';
import { mutatedTorrents } from '../support/mutated-torrents.ts';
import { Random } from '../support/random.ts';
import { Scene } from '../support/scene.ts';

const PATIENCE_MS = 60_000;
/** Any number does; RILL_SEED tries another. */
const SEED = Number(process.env.RILL_SEED ?? 20_261_121);

test('each exception is a row of docs/metainfo.md', () => {
  const docs = readFileSync(new URL('../../docs/metainfo.md', import.meta.url), 'utf8');
  for (const { name } of EXCEPTIONS) expect(docs).toContain(`| ${name} |`);
});

describeWith('libtorrent', () => {
  test(
    'both read torrents of every version alike',
    async () => {
      const random = new Random(SEED);
      const torrents = Array.from({ length: 1000 }, () => looseTorrent(random));
      const found = await compareWithLibtorrent(torrents.map(encodeLoose));
      expect(found.differences).toEqual([]);
      expect(found.exceptions.size).toBe(0);
      expect(found.accepted).toBe(1000);
    },
    PATIENCE_MS,
  );

  test(
    'both read what libtorrent made, and what became of it, alike',
    async () => {
      const scene = await Scene.open();
      const sizes = { 'a.bin': 100_001, 'd/b.txt': 5, 'd/empty': 0, 'z.bin': 65_536 };
      await makeFileSet(scene.dir, 'set', sizes);
      const made = await makeWithLibtorrent(join(scene.dir, 'set'));
      await scene.close();
      expect((await compareWithLibtorrent(made)).accepted).toBe(made.length);
      const mutations = new Mutations(made, SEED);
      const inputs = [...made, ...Array.from({ length: 1000 }, () => mutations.next())];
      expect((await compareWithLibtorrent(inputs)).differences).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'both take and refuse the same of torrents that are wrong in some way',
    async () => {
      const found = await compareWithLibtorrent(mutatedTorrents(SEED, 6000));
      expect(found.differences).toEqual([]);
      // Or it would have tried only refusals, or hardly any.
      expect(found.accepted).toBeGreaterThan(1000);
      expect(found.accepted).toBeLessThan(5000);
    },
    PATIENCE_MS,
  );
});
