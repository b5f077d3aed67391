/** How a file can be shown here; 'other': it cannot. */
export type ShownKind = 'video' | 'audio' | 'picture' | 'document' | 'text' | 'other';

/**
 * By extension, with the type that Chrome is told: never by what the file says of itself. What
 * could run as a page is text, whatever it would like to be.
 */
const TYPES: Readonly<Record<string, readonly [kind: ShownKind, type: string]>> = {
  mp4: ['video', 'video/mp4'],
  m4v: ['video', 'video/mp4'],
  mov: ['video', 'video/mp4'],
  webm: ['video', 'video/webm'],
  mkv: ['video', 'video/x-matroska'],
  ogv: ['video', 'video/ogg'],
  mp3: ['audio', 'audio/mpeg'],
  m4a: ['audio', 'audio/mp4'],
  m4b: ['audio', 'audio/mp4'],
  aac: ['audio', 'audio/aac'],
  flac: ['audio', 'audio/flac'],
  oga: ['audio', 'audio/ogg'],
  ogg: ['audio', 'audio/ogg'],
  opus: ['audio', 'audio/ogg'],
  wav: ['audio', 'audio/wav'],
  weba: ['audio', 'audio/webm'],
  png: ['picture', 'image/png'],
  apng: ['picture', 'image/apng'],
  jpg: ['picture', 'image/jpeg'],
  jpeg: ['picture', 'image/jpeg'],
  gif: ['picture', 'image/gif'],
  webp: ['picture', 'image/webp'],
  avif: ['picture', 'image/avif'],
  bmp: ['picture', 'image/bmp'],
  ico: ['picture', 'image/x-icon'],
  pdf: ['document', 'application/pdf'],
};

const PLAIN = 'text/plain';
const TEXTS = new Set(
  (
    'txt text md markdown nfo diz log csv tsv json xml html htm xhtml svg css js mjs ts ' +
    'srt vtt ass ssa sub cue m3u m3u8 pls sfv md5 sha1 sha256 ini cfg conf yml yaml toml ' +
    'url desktop sh bat py c h cpp java rs go tex bib rtf'
  ).split(' '),
);
/** Without an extension. */
const TEXT_NAMES = /^(?:readme|license|licence|copying|changelog|authors|checksums?)$/i;

export interface ShownAs {
  readonly kind: ShownKind;
  /** MIME. */
  readonly type: string;
}

export function shownAs(name: string): ShownAs {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const known = Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
  if (known) return { kind: known[0], type: known[1] };
  const isText = TEXTS.has(extension) || TEXT_NAMES.test(name);
  return isText
    ? { kind: 'text', type: PLAIN }
    : { kind: 'other', type: 'application/octet-stream' };
}

/** Which files follow each other: what is played, and what is looked at. */
export function isSameSeries(one: ShownKind, other: ShownKind): boolean {
  const series = (kind: ShownKind) => (kind === 'video' ? 'audio' : kind);
  return one !== 'other' && series(one) === series(other);
}
