import { readFile } from 'node:fs/promises';
import parseTorrent from 'parse-torrent';

// argv[2]: a torrent file. Prints what create-torrent's own reader makes of it, as JSON.
const torrent = await parseTorrent(await readFile(process.argv[2]));
const { infoHash, name, length, files, announce, urlList, comment } = torrent;
const paths = files.map(({ path }) => path);
process.stdout.write(
  JSON.stringify({ infoHash, name, length, paths, announce, urlList, comment }),
);
