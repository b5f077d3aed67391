import { formatPercent } from '../../format/percent.ts';
import { pieceBuckets } from '../../format/piece-buckets.ts';
import { formatCount, text } from '../../i18n/text.ts';

/** More are not told apart on any screen. */
const MOST = 400;

/** Which pieces are had, from the first to the last. `counts`: as countPieces gives them. */
export function PieceMap({ counts }: { readonly counts: Uint32Array }) {
  const count = counts.length - 1;
  const had = counts[count] ?? 0;
  const buckets = pieceBuckets(counts, MOST);
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
        {buckets.map(({ from, to, share }) => (
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
      <figcaption>{said}</figcaption>
    </figure>
  );
}
