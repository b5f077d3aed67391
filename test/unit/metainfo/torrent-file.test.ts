import { expect, test } from '@jest/globals';
import { parseMagnet } from '../../../src/metainfo/magnet.ts';
import { parseTorrent } from '../../../src/metainfo/parse-torrent.ts';
import { torrentFile } from '../../../src/metainfo/torrent-file.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';

const LINK = `magnet:?xt=urn:btih:${'ab'.repeat(20)}`;

test('has the info dict as it came, and all that the link tells', () => {
  const { info } = memoryTorrent();
  const link = `${LINK}&tr=http://a/&tr=udp://b:1&ws=http://w/&dht=router:1&dht=[::1]:2`;
  const metainfo = parseTorrent(torrentFile(info, parseMagnet(link)));
  expect(metainfo.infoBytes).toEqual(info);
  expect(metainfo).toMatchObject({
    trackers: [['http://a/'], ['udp://b:1']],
    webSeeds: ['http://w/'],
    nodes: ['router:1', '[::1]:2'],
    warnings: [],
  });
});

test('has nothing else where the link tells nothing', () => {
  const { info, file } = memoryTorrent();
  expect(torrentFile(info, parseMagnet(LINK))).toEqual(file);
});
