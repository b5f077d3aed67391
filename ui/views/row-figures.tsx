import type { ComponentChildren } from 'preact';
import type { TorrentRow } from '../../src/api/snapshot.ts';
import { GridPart } from '../components/grid-part.tsx';
import { Icon } from '../components/icon.tsx';
import type { IconName } from '../components/icon-paths.ts';
import { formatBytes, formatRate } from '../format/bytes.ts';
import { formatDuration } from '../format/duration.ts';
import { formatCount, pluralWord, text } from '../i18n/text.ts';

/** The figures: columns where there is room, one line of them where there is not. */
export function RowFigures({ row }: { readonly row: TorrentRow }) {
  const { size, downRate, upRate, peers, eta } = row;
  return (
    <div class="figures">
      <Figure column="size" empty={size === 0}>
        {formatBytes(size)}
      </Figure>
      <Figure column="down" empty={downRate === 0} icon="down">
        {formatRate(downRate)}
      </Figure>
      <Figure column="up" empty={upRate === 0} icon="up">
        {formatRate(upRate)}
      </Figure>
      <Figure column="peers" empty={peers === 0}>
        {formatCount(peers)}
        <span class="figure-word"> {pluralWord('row.peers', peers)}</span>
      </Figure>
      <Figure column="eta" empty={eta === null}>
        {formatDuration(eta ?? 0)}
        <span class="figure-word"> {text('row.left')}</span>
      </Figure>
    </div>
  );
}

interface FigureProps {
  readonly column: 'size' | 'down' | 'up' | 'peers' | 'eta';
  /** Whether there is nothing to say. */
  readonly empty: boolean;
  readonly icon?: IconName | undefined;
  readonly children: ComponentChildren;
}

function Figure({ column, empty, icon, children }: FigureProps) {
  return (
    <GridPart part="gridcell" class={`figure cell-${column}`} data-empty={empty}>
      {icon && !empty && <Icon name={icon} />}
      {empty ? text('row.nothing') : children}
    </GridPart>
  );
}
