/** What people choose files by. */
export const FILE_SORTS = ['video', 'audio', 'pictures', 'documents', 'others'] as const;
export type FileSort = (typeof FILE_SORTS)[number];

/** By the ending of their names, which is all that a torrent says of its files. */
const ENDINGS: Readonly<Record<Exclude<FileSort, 'others'>, string>> = {
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

const SORTS: ReadonlyMap<string, FileSort> = new Map(
  FILE_SORTS.flatMap((sort) =>
    sort === 'others'
      ? []
      : ENDINGS[sort].split(' ').map((ending) => [ending, sort] as const),
  ),
);

export function fileSort(path: readonly string[]): FileSort {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(path.at(-1) ?? '')?.[1];
  return SORTS.get(ending?.toLowerCase() ?? '') ?? 'others';
}
