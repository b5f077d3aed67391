import { availabilityRuns } from '../../format/availability-runs.ts';
import { formatCopies } from '../../format/copies.ts';
import { formatPercent } from '../../format/percent.ts';
import { pieceBuckets } from '../../format/piece-buckets.ts';
import { formatCount, text } from '../../i18n/text.ts';

/** More are not told apart on any screen. */
const MOST = 400;

export interface PieceMapProps {
  /** As countPieces gives them. */
  readonly counts: Uint32Array;
  /** Peers by part, and copies: as TorrentPieces has them. */
  readonly availability: Uint8Array | undefined;
  readonly copies: number | undefined;
}

/** Which pieces are had, and which are to be had, from the first to the last. */
export function PieceMap({ counts, availability, copies }: PieceMapProps) {
  const count = counts.length - 1;
  const had = counts[count] ?? 0;
  const said = text('general.pieces-had', {
    had: formatCount(had),
    count: formatCount(count),
    percent: formatPercent(count > 0 ? had / count : 0),
  });
  return (
    <figure class="pieces">
      <svg
        viewBox={`0 0 ${Math.min(MOST, count)} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {pieceBuckets(counts, MOST).map(({ from, to, share }) => (
          <rect
            key={from}
            x={from}
            y={0}
            width={to - from}
            height={1}
            fill-opacity={share}
          />
        ))}
      </svg>
      {availability && availability.length > 0 && <Others parts={availability} />}
      <figcaption>
        <p>{said}</p>
        {copies !== undefined && <p>{copiesText(copies)}</p>}
        {availability && had < count && <p>{text('general.map-legend')}</p>}
      </figcaption>
    </figure>
  );
}

/** How many peers have each part. */
function Others({ parts }: { readonly parts: Uint8Array }) {
  return (
    <svg
      class="pieces-others"
      viewBox={`0 0 ${parts.length} 1`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {availabilityRuns(parts).map(({ from, to, level }) => (
        <rect key={from} x={from} y={0} width={to - from} height={1} data-level={level} />
      ))}
    </svg>
  );
}

function copiesText(copies: number): string {
  const key = copies < 1 ? 'general.copies-few' : 'general.copies';
  return text(key, { copies: formatCopies(copies) });
}
