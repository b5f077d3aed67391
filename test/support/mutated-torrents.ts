import { Mutations } from '../property/mutations.ts';
import { encodeLoose } from './loose-bencode.ts';
import { change } from './loose-changes.ts';
import { looseTorrent } from './loose-torrents.ts';
import { Random } from './random.ts';

/** Torrents of every version, most of them changed in their structure, some in their bytes. */
export function mutatedTorrents(seed: number, count: number): Uint8Array[] {
  const random = new Random(seed);
  const sound = Array.from({ length: 100 }, () => encodeLoose(looseTorrent(random)));
  const mutations = new Mutations(sound, seed);
  return Array.from({ length: count }, () => {
    if (random.once(6)) return mutations.next();
    const torrent = looseTorrent(random);
    change(torrent, random);
    return encodeLoose(torrent);
  });
}
