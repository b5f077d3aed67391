import type { ComponentChildren } from 'preact';
import type { TorrentDetails } from '../../src/api/snapshot.ts';
import { Button } from '../components/button.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { formatBytes } from '../format/bytes.ts';
import { formatDate } from '../format/date.ts';
import { formatPieceLength } from '../format/piece-length.ts';
import { plural, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { AddressGroups } from './address-groups.tsx';
import { DetailsGate } from './details-gate.tsx';
import { FileTable } from './file-table.tsx';

/** All that a torrent file says. */
export function DetailsDialog({ id }: { readonly id: string }) {
  const { dialog, torrents } = useApp();
  const close = () => {
    dialog.value = undefined;
  };
  return (
    <Dialog title={text('details.title')} wide onClose={close}>
      <bdi class="dialog-name">{torrents.row(id)?.peek().name}</bdi>
      <DetailsGate id={id} onClose={close}>
        {(details) => (
          <div class="details">
            <Facts details={details} />
            <FileTable files={details.files} />
            <footer class="dialog-foot">
              <Button look="accent" data-autofocus onClick={close}>
                {text('action.close')}
              </Button>
            </footer>
          </div>
        )}
      </DetailsGate>
    </Dialog>
  );
}

function Facts({ details }: { readonly details: TorrentDetails }) {
  const { files, infoHashV1, infoHashV2, pieceCount, pieceLength } = details;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <dl class="facts">
      <Fact name={text('details.size')}>
        {formatBytes(size)}, {plural('details.files', files.length)}
      </Fact>
      <Fact name={text('details.version')}>
        {text(`details.version.${details.version}`)}
      </Fact>
      {infoHashV1 && <Hash name={text('details.hash-v1')} value={infoHashV1} />}
      {infoHashV2 && <Hash name={text('details.hash-v2')} value={infoHashV2} />}
      <Fact name={text('details.pieces')}>
        {plural('details.piece-count', pieceCount, {
          size: formatPieceLength(pieceLength),
        })}
      </Fact>
      <Fact name={text('details.private')}>
        {text(details.private ? 'details.private-yes' : 'details.private-no')}
      </Fact>
      <Fact name={text('details.trackers')}>
        <AddressGroups groups={details.trackers} />
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

interface FactProps {
  readonly name: string;
  readonly children: ComponentChildren;
}

function Fact({ name, children }: FactProps) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Hash({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd class="hash">
        <code>{value}</code>
        <CopyButton label={text('details.copy', { what: name })} value={value} />
      </dd>
    </div>
  );
}
