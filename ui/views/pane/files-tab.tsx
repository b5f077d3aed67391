import type { TorrentRow } from '../../../src/api/snapshot.ts';
import { DetailsPart } from './details-part.tsx';
import { FileTree } from './file-tree.tsx';
import { useLiveDetails } from './use-live-details.ts';

/** The files of a torrent: how far each is, and how much it is wanted. */
export function FilesTab({ row }: { readonly row: TorrentRow }) {
  const { read, refresh } = useLiveDetails(row);
  return (
    <DetailsPart read={read}>
      {(details) => <FileTree details={details} onChanged={refresh} />}
    </DetailsPart>
  );
}
