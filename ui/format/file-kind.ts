/** What people choose files by. */
export const FILE_KINDS = ['video', 'audio', 'pictures', 'documents', 'others'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** By the ending of their names, which is all that a torrent says of its files. */
const ENDINGS: Readonly<Record<Exclude<FileKind, 'others'>, string>> = {
  video:
    '3gp asf avi divx flv m2ts m4v mkv mov mp4 mpeg mpg mts ogm ogv rmvb ts vob webm wmv',
  audio:
    'aac ac3 aif aiff alac ape dsf dts flac m4a m4b mid mka mp3 oga ogg opus wav wma wv',
  pictures:
    'apng avif bmp cr2 gif heic heif ico jpe jpeg jpg jxl nef png psd svg tif tiff webp',
  documents:
    'azw3 cbr cbz csv djvu doc docx epub htm html md mobi nfo odp ods odt pdf ppt pptx rtf tex ' +
    'txt xls xlsx',
};

const KINDS: ReadonlyMap<string, FileKind> = new Map(
  FILE_KINDS.flatMap((kind) =>
    kind === 'others'
      ? []
      : ENDINGS[kind].split(' ').map((ending) => [ending, kind] as const),
  ),
);

export function fileKind(path: readonly string[]): FileKind {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(path.at(-1) ?? '')?.[1];
  return KINDS.get(ending?.toLowerCase() ?? '') ?? 'others';
}
