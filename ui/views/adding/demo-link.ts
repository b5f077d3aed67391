/**
 * Sintel (2010), by the Blender Foundation, under CC BY 3.0: a torrent that has been shared for
 * many years. Its torrent file and its files are on a web server, too, so that it begins even
 * where no peer can be reached.
 */
export const DEMO_LINK = [
  'magnet:?xt=urn:btih:08ada5a7a6183aae1e09d831df6748d566095a10&dn=Sintel',
  'tr=udp%3A%2F%2Ftracker.opentrackr.org%3A1337%2Fannounce',
  'tr=udp%3A%2F%2Fexplodie.org%3A6969',
  'ws=https%3A%2F%2Fwebtorrent.io%2Ftorrents%2F',
  'xs=https%3A%2F%2Fwebtorrent.io%2Ftorrents%2Fsintel.torrent',
].join('&');
