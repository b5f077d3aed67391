import { useCallback } from 'preact/hooks';
import type { TorrentDetails, TorrentRow } from '../../../src/api/snapshot.ts';
import { fromBase64 } from '../../client/base64.ts';
import { countPieces } from '../../format/file-progress.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { usePolled } from '../use-polled.ts';
import { DetailsPart } from './details-part.tsx';
import { PieceMap } from './piece-map.tsx';
import { TorrentFacts } from './torrent-facts.tsx';
import { TransferFacts } from './transfer-facts.tsx';
import type { LiveDetails } from './use-live-details.ts';

const EVERY = 2_000;

export interface GeneralTabProps {
  readonly row: TorrentRow;
  readonly details: LiveDetails;
}

/** What passed, and all that the torrent file says. */
export function GeneralTab({ row, details: { read } }: GeneralTabProps) {
  return (
    <div class="general">
      {read.kind === 'details' && <Pieces details={read.details} />}
      <section class="fact-group">
        <h3>{text('general.transfer')}</h3>
        <TransferFacts row={row} />
      </section>
      <section class="fact-group">
        <h3>{text('general.torrent')}</h3>
        <DetailsPart read={read}>
          {(details) => <TorrentFacts details={details} row={row} />}
        </DetailsPart>
      </section>
    </div>
  );
}

function Pieces({ details }: { readonly details: TorrentDetails }) {
  const { commands } = useApp();
  const ask = useCallback((of: string) => commands.getPieces(of), [commands]);
  const { value } = usePolled(details.id, EVERY, ask);
  const { pieceCount } = details;
  const have = value ? fromBase64(value.have) : new Uint8Array();
  const { availability, copies } = value ?? {};
  return (
    <PieceMap
      counts={countPieces(have, pieceCount)}
      availability={availability ? fromBase64(availability) : undefined}
      copies={copies ?? undefined}
    />
  );
}
