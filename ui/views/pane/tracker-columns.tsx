import type { TorrentPeers } from '../../../src/api/peers.ts';
import type { TrackerStatus } from '../../../src/api/trackers.ts';
import type { GridColumn } from '../../components/grid-head.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import type { MenuPlace } from '../../components/menu-place.ts';
import { type Finder, type FinderScene, finderState } from '../../format/finder-state.ts';
import { hostName } from '../../format/host-name.ts';
import { formatAgo, formatUntil } from '../../format/moment.ts';
import type { TrackerLine } from '../../format/tracker-lines.ts';
import { trackerState } from '../../format/tracker-state.ts';
import { formatCount, text } from '../../i18n/text.ts';
import { TrackerName } from './tracker-name.tsx';

/** A way to find peers, as a line of the list. */
export type FoundLine =
  | { readonly kind: 'tracker'; readonly line: TrackerLine }
  | {
      readonly kind: 'finder';
      readonly finder: Finder;
      readonly known: TorrentPeers['known'];
    };

export interface TrackerColumnsOptions {
  readonly scene: FinderScene;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly tierCount: number;
  readonly onMore: (line: FoundLine, at: MenuPlace) => void;
}

export function lineKey(line: FoundLine): string {
  return line.kind === 'finder' ? line.finder : line.line.key;
}

export function trackerColumns(options: TrackerColumnsOptions): GridColumn<FoundLine>[] {
  const { scene, now, tierCount, onMore } = options;
  const count = (of: (status: TrackerStatus) => number | null) => (line: FoundLine) =>
    orNothing(line.kind === 'tracker' ? of(line.line.status) : null, formatCount);
  return [
    { key: 'name', label: text('tracker.name'), cell: (line) => nameOf(line) },
    figure(
      'seeds',
      count(({ seeds }) => seeds),
    ),
    figure(
      'peers',
      count(({ leechers }) => leechers),
    ),
    figure(
      'completed',
      count(({ completed }) => completed),
    ),
    figure('found', (line) =>
      line.kind === 'finder'
        ? orNothing(line.known[line.finder], formatCount)
        : count(({ peers }) => peers)(line),
    ),
    figure('last', (line) =>
      orNothing(timesOf(line)?.lastAnswer, (time) => formatAgo(time, now)),
    ),
    figure('next', (line) =>
      orNothing(timesOf(line)?.nextAnnounce, (time) => formatUntil(time, now)),
    ),
    {
      key: 'actions',
      label: text('column.actions'),
      unseen: true,
      cell: (line, reachable) => more(line, reachable),
    },
  ];

  function nameOf(line: FoundLine) {
    if (line.kind === 'finder') {
      const name = text(`finder.${line.finder}-name`);
      return (
        <TrackerName name={name} state={finderState(line.finder, scene)} tags={[]} />
      );
    }
    const { status, tags } = line.line;
    const tier = text('tracker.tier', { number: formatCount(status.tier + 1) });
    return (
      <TrackerName
        name={status.url}
        state={trackerState(status, scene.running)}
        tags={[
          ...(tierCount > 1 ? [tier] : []),
          ...tags.map((tag) => text(`tag.${tag}`)),
        ]}
      />
    );
  }

  function more(line: FoundLine, reachable: boolean) {
    if (line.kind === 'finder') return null;
    const name = hostName(line.line.status.url);
    return (
      <IconButton
        icon="more"
        label={text('action.of', { action: text('action.more'), name })}
        hint={text('action.more')}
        aria-haspopup="menu"
        tabIndex={reachable ? 0 : -1}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          onMore(line, { x: left, y: bottom + 4 });
        }}
      />
    );
  }
}

type FigureKey = 'seeds' | 'peers' | 'completed' | 'found' | 'last' | 'next';

function figure(
  key: FigureKey,
  cell: GridColumn<FoundLine>['cell'],
): GridColumn<FoundLine> {
  return {
    key,
    label: text(`tracker.${key}`),
    hint: text(`tracker.${key}-hint`),
    numeric: true,
    cell,
  };
}

function timesOf(line: FoundLine): TrackerStatus | undefined {
  return line.kind === 'tracker' ? line.line.status : undefined;
}

function orNothing(value: number | null | undefined, format: (value: number) => string) {
  if (value !== null && value !== undefined) return format(value);
  return <span class="nothing">{text('row.nothing')}</span>;
}
