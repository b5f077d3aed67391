import { expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { compareWithLibtorrent } from '../support/metainfo-differences.ts';
import { mutatedTorrents } from '../support/mutated-torrents.ts';

const PATIENCE_MS = 900_000;
const BATCH = 5000;
/** Any number does; RILL_SEED tries another. */
const SEED = Number(process.env.RILL_SEED ?? 20_261_121);

describeWith('libtorrent', () => {
  test(
    'both read 200,000 torrents that are wrong in some way alike',
    async () => {
      for (let batch = 0; batch < 40; batch++) {
        const torrents = mutatedTorrents(SEED + 2 * batch, BATCH);
        expect((await compareWithLibtorrent(torrents)).differences).toEqual([]);
      }
    },
    PATIENCE_MS,
  );
});
