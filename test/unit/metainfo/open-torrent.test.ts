import { expect, test } from '@jest/globals';
import { openTorrent } from '../../../src/metainfo/open-torrent.ts';
import { parseTorrent } from '../../../src/metainfo/parse-torrent.ts';
import { withPieceLayers } from '../../../src/metainfo/with-piece-layers.ts';
import { nodeSha } from '../../support/node-sha.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';

const SIZES = { a: 300_000, 'b/c': 64 * 1024 + 1, d: 5 };

test.each(['v1', 'v2', 'hybrid'] as const)('opens a %s torrent', async (version) => {
  const torrent = memoryTorrent({ sizes: SIZES, version });
  const { metainfo, hashes } = await openTorrent(torrent.file, nodeSha);
  expect(hashes).toEqual(torrent.hashes);
  expect(metainfo.pieceLayers.size).toBe(version === 'v1' ? 0 : 2);
});

test.each(['v2', 'hybrid'] as const)(
  'refuses a %s torrent with one wrong hash of a piece, as libtorrent does',
  async (version) => {
    const { file } = memoryTorrent({ sizes: SIZES, version });
    for (const [root, layer] of parseTorrent(file).pieceLayers) {
      const wrong = layer.slice();
      wrong[wrong.length - 1]! ^= 1;
      const changed = withPieceLayers(file, new Map([[root, wrong]]));
      await expect(openTorrent(changed, nodeSha)).rejects.toMatchObject({
        code: 'bad-piece-layers',
      });
    }
  },
);

test('piece layers are put into a file, and nothing else of it changes', async () => {
  const options = { sizes: SIZES, version: 'v2', trackers: ['http://a/'] } as const;
  const whole = memoryTorrent(options);
  const bare = memoryTorrent({ ...options, withLayers: false });
  const { pieceLayers } = parseTorrent(whole.file);
  expect(parseTorrent(bare.file).pieceLayers.size).toBe(0);
  const filled = withPieceLayers(bare.file, pieceLayers);
  expect(Buffer.compare(filled, whole.file)).toBe(0);
  expect(Buffer.compare(withPieceLayers(whole.file, pieceLayers), whole.file)).toBe(0);
});
