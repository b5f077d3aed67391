import { decodeLatin1 } from '../../bytes/text.ts';

/** By the two letters of Azureus' style (BEP 20). */
const AZUREUS: Readonly<Record<string, string>> = {
  7: 'aTorrent',
  AG: 'Ares',
  AN: 'Ares',
  AR: 'Ares',
  AT: 'Artemis',
  AZ: 'Vuze',
  BC: 'BitComet',
  BI: 'BiglyBT',
  BL: 'BitLord',
  BN: 'Baidu Netdisk',
  BR: 'BitRocket',
  BT: 'BitTorrent',
  BW: 'BitTorrent Web',
  DE: 'Deluge',
  FC: 'FileCroc',
  FD: 'Free Download Manager',
  FG: 'FlashGet',
  FL: 'Folx',
  FW: 'FrostWire',
  GR: 'GetRight',
  HL: 'Halite',
  KG: 'KGet',
  KT: 'KTorrent',
  LK: 'linkage',
  LP: 'Lphant',
  LT: 'libtorrent',
  LW: 'LimeWire',
  Lr: 'LibreTorrent',
  MG: 'MediaGet',
  MR: 'Miro',
  NE: 'BT Next Evolution',
  PC: 'CacheLogic',
  PI: 'PicoTorrent',
  RL: 'Rill',
  ST: 'SymTorrent',
  SZ: 'Shareaza',
  TB: 'Torch Browser',
  TR: 'Transmission',
  TT: 'TuoTu',
  UM: 'µTorrent Mac',
  UT: 'µTorrent',
  UW: 'µTorrent Web',
  WW: 'WebTorrent',
  WY: 'FireTorrent',
  XF: 'Xfplay',
  lt: 'rTorrent',
  qB: 'qBittorrent',
};

/** What a peer id begins with that is in no style; the longest first. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['Azureus', 'Azureus'],
  ['arclight.he', 'Hurricane Electric'],
  ['Pando', 'Pando'],
  ['BitLet', 'BitLet'],
  ['-BOW', 'BitsOnWheels'],
  ['-G3', 'G3 Torrent'],
  ['-ADB', 'Advanced Download Manager'],
  ['Mbrst', 'Burst!'],
  ['QVOD', 'QVOD'],
  ['DNA', 'BitTorrent DNA'],
  ['TIX', 'Tixati'],
  ['FD6', 'Free Download Manager'],
  ['OP', 'Opera'],
];

/** Shadow's style: one letter and a version. */
const SHADOW: Readonly<Record<string, string>> = {
  A: 'ABC',
  M: 'Mainline',
  Q: 'Queen Bee',
  R: 'Tribler',
  S: 'Shadow',
  T: 'BitTornado',
};

/**
 * The program that made a peer id (BEP 20), with its version where the id tells it in the usual
 * way; undefined when nothing is known of it. `peerId`: 20 bytes.
 */
export function clientName(peerId: Uint8Array): string | undefined {
  const text = decodeLatin1(peerId);
  const aria = /^A2-(\d+)-(\d+)-(\d+)-/.exec(text);
  if (aria) return `aria2 ${aria.slice(1).join('.')}`;
  for (const [start, name] of OTHERS) if (text.startsWith(start)) return name;
  const azureus = /^-([A-Za-z]{2})(?:([0-9A-Za-z]{3})(.))?/.exec(text);
  if (azureus) {
    const [, letters = '', digits, last = ''] = azureus;
    const name = AZUREUS[letters];
    return name && digits ? `${name} ${version(letters, digits, last)}` : name;
  }
  const dashed = /^([MQ])(\d+)-(\d+)-(\d+)-/.exec(text);
  if (dashed) return `${SHADOW[dashed[1]!]} ${dashed.slice(2).join('.')}`;
  const shadow = /^([ARST])[0-9A-Za-z]{0,4}--/.exec(text);
  return shadow ? SHADOW[shadow[1]!] : undefined;
}

/** Letters count on from nine; the fourth is told when it is a digit and not 0. */
function version(letters: string, digits: string, last: string): string {
  const parts = [...digits].map((digit) => Number.parseInt(digit, 36));
  // Transmission before 4 wrote two digits after its first: 3.00.
  if (letters === 'TR' && parts[0]! < 4) return `${parts[0]}.${parts[1]}${parts[2]}`;
  const fourth = /[1-9]/.test(last) ? `.${last}` : '';
  return parts.join('.') + fourth;
}
