import { DetailsPart } from './details-part.tsx';
import { FileTree } from './file-tree.tsx';
import type { LiveDetails } from './use-live-details.ts';

/** The files of a torrent: how far each is, and how much it is wanted. */
export function FilesTab({
  details: { read, refresh },
}: {
  readonly details: LiveDetails;
}) {
  return (
    <DetailsPart read={read}>
      {(details) => <FileTree details={details} onChanged={refresh} />}
    </DetailsPart>
  );
}
