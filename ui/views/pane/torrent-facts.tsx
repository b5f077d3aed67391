import type { TorrentDetails, TorrentRow } from '../../../src/api/snapshot.ts';
import { CodeFact, Fact } from '../../components/fact.tsx';
import { formatBytes } from '../../format/bytes.ts';
import { formatDate } from '../../format/date.ts';
import { formatList } from '../../format/list.ts';
import { formatPieceLength } from '../../format/piece-length.ts';
import { plural, text } from '../../i18n/text.ts';
import { AddressGroups } from '../address-groups.tsx';

export interface TorrentFactsProps {
  readonly details: TorrentDetails;
  readonly row: TorrentRow;
}

/** What a torrent file says, and where its files are. */
export function TorrentFacts({ details, row }: TorrentFactsProps) {
  const { files, infoHashV1, infoHashV2, pieceCount, pieceLength } = details;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <dl class="facts">
      <Fact name={text('details.size')}>
        {formatList([formatBytes(size), plural('details.files', files.length)])}
      </Fact>
      <Fact name={text('general.folder')}>
        <bdi>{row.embedded ? text('settings.folder-inside') : row.folder.name}</bdi>
      </Fact>
      <Fact name={text('general.added')}>{formatDate(row.addedAt)}</Fact>
      <Fact name={text('details.version')}>
        {text(`details.version.${details.version}`)}
      </Fact>
      {infoHashV1 && <CodeFact name={text('details.hash-v1')} value={infoHashV1} />}
      {infoHashV2 && <CodeFact name={text('details.hash-v2')} value={infoHashV2} />}
      <Fact name={text('details.pieces')}>
        {plural('details.piece-count', pieceCount, {
          size: formatPieceLength(pieceLength),
        })}
      </Fact>
      <Fact name={text('details.private')}>
        {text(details.private ? 'details.private-yes' : 'details.private-no')}
      </Fact>
      <Fact name={text('details.web-seeds')}>
        <AddressGroups groups={[details.webSeeds]} />
      </Fact>
      {details.comment && (
        <Fact name={text('details.comment')}>
          <bdi class="comment">{details.comment}</bdi>
        </Fact>
      )}
      {details.createdBy && (
        <Fact name={text('details.created-by')}>
          <bdi>{details.createdBy}</bdi>
        </Fact>
      )}
      {details.creationDate !== null && (
        <Fact name={text('details.created')}>{formatDate(details.creationDate)}</Fact>
      )}
    </dl>
  );
}
