import { downloadWithLibtorrent } from '../../support/libtorrent.ts';
import type { Contestant } from '../contestant.ts';
import { measure } from '../meter.ts';
import { TRANSFER_MS } from '../transfer-limit.ts';

/** libtorrent with the settings it comes with. */
export const libtorrent: Contestant = {
  key: 'libtorrent',
  title: 'libtorrent',
  async prepare() {},
  async run({ torrent, seeder }, target) {
    const client = await downloadWithLibtorrent(torrent, target);
    try {
      return await measure(client.program.pid, target, () => {
        client.addPeer(seeder.address);
        return client.complete(TRANSFER_MS);
      });
    } finally {
      await client.stop();
    }
  },
};
