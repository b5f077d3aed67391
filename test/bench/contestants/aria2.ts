import { downloadWithAria2 } from '../../support/aria2.ts';
import type { Contestant } from '../contestant.ts';
import { measure } from '../meter.ts';
import { TRANSFER_MS } from '../transfer-limit.ts';

/** aria2 cannot be told of a peer, so the seeder is told of it. */
export const aria2: Contestant = {
  key: 'aria2',
  title: 'aria2',
  async prepare() {},
  async run({ torrent, seeder }, target) {
    const client = await downloadWithAria2(torrent, target);
    try {
      return await measure(client.program.pid, target, () => {
        seeder.addPeer(client.address);
        return client.complete(TRANSFER_MS);
      });
    } finally {
      await client.stop();
    }
  },
};
