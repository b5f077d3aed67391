import { toHex } from '../../src/bytes/hex.ts';
import type { InfoHashes } from '../../src/metainfo/info-hash.ts';
import type { Magnet } from '../../src/metainfo/magnet.ts';
import type { TorrentVersion } from '../../src/metainfo/metainfo.ts';
import type { OpenedTorrent } from '../../src/metainfo/open-torrent.ts';

/** What `rill inspect --json` says; null where it is not known, or there is none. */
export interface Inspection {
  readonly name: string | null;
  /** Hex digits. */
  readonly infoHashV1: string | null;
  readonly infoHashV2: string | null;
  /** Of a link: by the hashes that it names. */
  readonly version: TorrentVersion;
  readonly private: boolean | null;
  /** Bytes. */
  readonly pieceLength: number | null;
  readonly pieceCount: number | null;
  /** Bytes, pad files not counted. */
  readonly totalSize: number | null;
  readonly files: readonly InspectedFile[];
  /** By tier (BEP 12). */
  readonly trackers: readonly (readonly string[])[];
  readonly webSeeds: readonly string[];
  /** "host:port". */
  readonly nodes: readonly string[];
  readonly comment: string | null;
  readonly createdBy: string | null;
  /** Seconds since 1970. */
  readonly creationDate: number | null;
  /** "code: in plain English". */
  readonly warnings: readonly string[];
}

interface InspectedFile {
  /** As it would be created; of several files with the torrent's name in front. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly pad: boolean;
  readonly executable: boolean;
}

export function inspectTorrent({ metainfo, hashes }: OpenedTorrent): Inspection {
  const { version, creationDate } = metainfo;
  // A v2 torrent does not list its pad files: they are only implied.
  const listed = metainfo.files.filter(({ kind }) => version !== 'v2' || kind !== 'pad');
  return {
    name: metainfo.name,
    ...hexHashes(hashes),
    version,
    private: metainfo.isPrivate,
    pieceLength: metainfo.pieceLength,
    pieceCount: metainfo.pieceCount,
    totalSize: metainfo.contentSize,
    files: listed.map(({ path, length, kind, executable }) => ({
      path: path.join('/'),
      size: length,
      pad: kind === 'pad',
      executable,
    })),
    trackers: metainfo.trackers,
    webSeeds: metainfo.webSeeds,
    nodes: metainfo.nodes,
    comment: metainfo.comment ?? null,
    createdBy: metainfo.createdBy ?? null,
    creationDate: creationDate === undefined ? null : Math.floor(creationDate / 1000),
    warnings: metainfo.warnings.map(({ code, message }) => `${code}: ${message}`),
  };
}

export function inspectMagnet(magnet: Magnet): Inspection {
  const { hashes, trackers, webSeeds, nodes } = magnet;
  return {
    name: magnet.displayName ?? null,
    ...hexHashes(hashes),
    version: hashes.v1 ? (hashes.v2 ? 'hybrid' : 'v1') : 'v2',
    private: null,
    pieceLength: null,
    pieceCount: null,
    totalSize: magnet.size ?? null,
    files: [],
    trackers: trackers.map((url) => [url]),
    webSeeds,
    nodes,
    comment: null,
    createdBy: null,
    creationDate: null,
    warnings: [],
  };
}

function hexHashes({
  v1,
  v2,
}: InfoHashes): Pick<Inspection, 'infoHashV1' | 'infoHashV2'> {
  return { infoHashV1: v1 ? toHex(v1) : null, infoHashV2: v2 ? toHex(v2) : null };
}
