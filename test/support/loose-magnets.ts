import type { Random } from './random.ts';

const V1 = 'c12fe1c06bba254a9dc9f519b335aa7c1367a88a';
const BASE32 = 'YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKEK';
const V2 = 'caf1e1c30e81cb361b9ee167c4aa64228a7fa4fa9f6105232b28ad099f3a302e';

const VALUES: Readonly<Record<string, readonly string[]>> = {
  xt: [
    `urn:btih:${V1}`,
    `urn:btih:${V1.toUpperCase()}`,
    `urn:btih:${BASE32}`,
    `urn:btih:${BASE32.toLowerCase()}`,
    `urn:btmh:1220${V2}`,
    `urn:btmh:1220${V2.toUpperCase()}`,
    'urn:sha1:PDAQRAOQQRYS76MRZJ33LK4MMVZBDSCL',
    'urn:ed2k:31D6CFE0D16AE931B73C59D7E0C089C0',
  ],
  dn: ['name', 'two words', 'a&b', '100%', '你好', 'é', ''],
  tr: ['http://t/announce', 'udp://t:80', 'https://t/?passkey=1&x=2', 'wss://t', ''],
  ws: ['http://w/', 'https://w/a b', 'http://w/%20'],
  'x.pe': ['1.2.3.4:5', '[::1]:6', '[2001:db8::2]:65535', '1.2.3.4', '1.2.3.4:0', 'x'],
  dht: ['router:6881', '1.2.3.4:43', 'router', 'router:0'],
  so: ['0', '0,2,4-6', '3-1', '9', ',', 'x', '1-', '-1', '7-9,7'],
  xl: ['100', 'x'],
  xs: [`urn:btpk:${V2}`, `urn:btpk:${V1}`, 'http://w/t.torrent'],
  s: ['6e', 'x', ''],
  kt: ['a+b'],
};

/** A link as programs write them, field by field, with here and there a mistake. */
export function looseMagnet(random: Random): string {
  const keys = Object.keys(VALUES);
  const pairs = [pair('xt', random)];
  for (let more = random.below(7); more > 0; more--)
    pairs.push(pair(random.pick(keys), random));
  if (random.once(3)) pairs.reverse();
  const link = `magnet:?${pairs.join('&')}`;
  return random.once(2) ? link : spoilt(link, random);
}

/** What libtorrent 2.0 takes as it stands: escaped, it is nothing to it. */
const NEVER_ESCAPED = ['x.pe', 'dht', 'so'];
/** What it does not know with a number behind it. */
const NEVER_NUMBERED = 'x.pe';

function pair(key: string, random: Random): string {
  const plain = random.pick(VALUES[key]!);
  const value = NEVER_ESCAPED.includes(key) ? plain : escaped(plain, random);
  const numbered = key !== NEVER_NUMBERED && random.once(5);
  const name = numbered ? `${key}.${random.below(3)}` : key;
  return `${random.once(6) ? name.toUpperCase() : name}=${value}`;
}

function escaped(value: string, random: Random): string {
  const form = random.below(4);
  if (form === 0) return value.replace(/[&%\s]/g, '');
  const full = encodeURIComponent(value);
  if (form === 1) return full.toLowerCase() === full ? full : full.replaceAll('%20', '+');
  return form === 2 ? full : full.replace(/%3A/g, ':').replace(/%2F/g, '/');
}

const MARKS = ['&', '=', '%', '+', '.', ':', '?', 'x', '1', 'urn:btih:', 'xt=', '%41'];

/** One mistake, anywhere. */
function spoilt(link: string, random: Random): string {
  const at = random.below(link.length + 1);
  const length = random.below(8);
  switch (random.below(4)) {
    case 0:
      return link.slice(0, at) + random.pick(MARKS) + link.slice(at);
    case 1:
      return link.slice(0, at) + random.pick(MARKS) + link.slice(at + 1);
    case 2:
      return link.slice(0, at) + link.slice(at + length);
    default:
      return link.slice(0, at + length) + link.slice(at);
  }
}
