import { useRef } from 'preact/hooks';
import { GridPart } from '../components/grid-part.tsx';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { onGridKey } from './grid-keys.ts';
import { TorrentRowView } from './torrent-row.tsx';
import { useKeptFocus } from './use-kept-focus.ts';

const COLUMNS = ['name', 'progress', 'size', 'down', 'up', 'peers', 'eta'] as const;

/** A grid (WAI-ARIA): one stop for Tab, arrow keys within. */
export function TorrentList() {
  const app = useApp();
  const grid = useRef<HTMLDivElement>(null);
  const ids = app.filters.shown.value;
  useKeptFocus(grid, app.selection.active);
  return (
    <GridPart
      part="grid"
      ref={grid}
      class="list"
      aria-label={text('app.torrents')}
      aria-description={text('list.keys')}
      aria-multiselectable
      aria-rowcount={ids.length + 1}
      onKeyDown={(event) => onGridKey(app, event)}
    >
      <GridPart part="row" class="row row-head">
        {COLUMNS.map((column) => (
          <GridPart key={column} part="columnheader" class={`cell-${column}`}>
            {text(`column.${column}`)}
          </GridPart>
        ))}
        <GridPart part="columnheader" class="cell-actions">
          <span class="unseen">{text('column.actions')}</span>
        </GridPart>
      </GridPart>
      {ids.map((id) => (
        <TorrentRowView key={id} id={id} />
      ))}
    </GridPart>
  );
}
