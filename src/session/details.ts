import type { ExportedTorrent } from '../api/contract.ts';
import type { TorrentDetails, TorrentPieces } from '../api/snapshot.ts';
import { toBase64 } from '../bytes/base64.ts';
import { Bitfield } from '../bytes/bitfield.ts';
import { toHex } from '../bytes/hex.ts';
import { InputError } from '../errors/input-error.ts';
import { linkOf } from '../metainfo/magnet-link.ts';
import { torrentFileName } from '../metainfo/torrent-file-name.ts';
import type { Torrent } from '../torrent/torrent.ts';

/** What a person may want to know of a torrent beside its row. */
export function torrentDetails(torrent: Torrent): TorrentDetails {
  const { id, name, hashes, metainfo, selection } = torrent;
  const { version, pieceLength, pieceCount, trackers, webSeeds } = metainfo;
  return {
    id,
    name,
    version,
    infoHashV1: hashes.v1 ? toHex(hashes.v1) : null,
    infoHashV2: hashes.v2 ? toHex(hashes.v2) : null,
    private: metainfo.isPrivate,
    pieceLength,
    pieceCount,
    files: torrent.files.files.flatMap(({ path, length, offset, kind }, index) =>
      kind === 'file'
        ? [{ index, path, size: length, offset, priority: selection.priority(index) }]
        : [],
    ),
    options: torrent.options,
    trackers,
    webSeeds,
    comment: metainfo.comment ?? null,
    createdBy: metainfo.createdBy ?? null,
    creationDate: metainfo.creationDate ?? null,
    magnet: linkOf(hashes, metainfo),
  };
}

/** What is had of a torrent whose files were never looked at: nothing. */
export function torrentPieces(torrent: Torrent): TorrentPieces {
  const { have, metainfo, availability } = torrent;
  return {
    have: toBase64((have ?? new Bitfield(metainfo.pieceCount)).bytes),
    availability: availability ? toBase64(availability.parts) : null,
    copies: availability?.copies ?? null,
  };
}

/** `file`: as it is on record. */
export function exportedTorrent(name: string, file: Uint8Array): ExportedTorrent {
  return { fileName: torrentFileName(name), base64: toBase64(file) };
}

/** For what needs the torrent file of a magnet link. */
export function noMetadata(): InputError {
  return new InputError(
    'no-metadata',
    'only the link of this torrent is known yet, not its files',
  );
}
