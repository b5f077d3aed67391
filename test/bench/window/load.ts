import type { ServedSession } from '../../../background/host/message-server.ts';
import { DEFAULT_SETTINGS } from '../../../src/api/settings.ts';
import type { SessionStatus, TorrentRow } from '../../../src/api/snapshot.ts';
import { IDLE } from '../../app/ui/fake-engine.ts';
import { makeRow } from '../../app/ui/make-row.ts';

/** Of a list as somebody has it who never removes anything. */
export const LOAD = { torrents: 1000, active: 50, changesPerSecond: 10 } as const;

const STILL = { downRate: 0, upRate: 0, peers: 0, eta: null } as const;

/**
 * A session whose torrents do nothing but look as if: those that are active are the newest, so
 * that all that a window shows at first moves.
 */
export class LoadedSession implements ServedSession {
  #rows: readonly TorrentRow[] = Array.from({ length: LOAD.torrents }, (_, at) =>
    firstRow(at),
  );
  #turn = 0;
  readonly #timer = setInterval(() => this.#change(), 1000 / LOAD.changesPerSecond);

  /** As the true one, it makes each row anew. */
  rows(): TorrentRow[] {
    return this.#rows.map((row) => ({ ...row, folder: { ...row.folder } }));
  }

  status(): SessionStatus {
    const active = this.#rows.slice(0, LOAD.active);
    const sum = (of: (row: TorrentRow) => number) =>
      active.reduce((total, row) => total + of(row), 0);
    return {
      ...IDLE,
      downRate: sum(({ downRate }) => downRate),
      upRate: sum(({ upRate }) => upRate),
      active: LOAD.active,
    };
  }

  onAlert(): () => void {
    return () => {};
  }

  async execute(command: Parameters<ServedSession['execute']>[0]): Promise<unknown> {
    if (command.kind === 'hello') return { version: 1, host: 'bench' };
    return command.kind === 'get-settings' ? DEFAULT_SETTINGS : undefined;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #change(): void {
    const turn = ++this.#turn;
    this.#rows = this.#rows.map((row, at) => (at < LOAD.active ? moved(row, turn) : row));
  }
}

function firstRow(at: number): TorrentRow {
  const isActive = at < LOAD.active;
  const size = 1_000_000_000 + 37_000_000 * (at % 97);
  const name = `${WORDS[at % WORDS.length]} ${2000 + (at % 26)}, part ${at}`;
  const rest: Partial<TorrentRow> = { ...STILL, status: 'seeding', done: size };
  return makeRow(at + 1, { name, size, done: size / 3, ...(isActive ? {} : rest) });
}

/** All that moves, moves. */
function moved(row: TorrentRow, turn: number): TorrentRow {
  const wave = (Math.sin(turn / 7 + row.size) + 1.5) / 2.5;
  const downRate = Math.round(wave * 4_000_000);
  const bytes = Math.round(downRate / LOAD.changesPerSecond);
  return {
    ...row,
    downRate,
    upRate: Math.round(wave * 300_000),
    done: Math.min(row.done + bytes, row.size - 1),
    downloaded: row.downloaded + bytes,
    uploaded: row.uploaded + Math.round(bytes / 13),
    peers: 10 + Math.round(wave * 30),
    eta: Math.round((row.size - row.done) / downRate),
  };
}

const WORDS = [
  'Public domain sheet music',
  'Librivox collection',
  'debian-13.2.0-amd64-DVD.iso',
  'Sintel (4K, all subtitles)',
  'Big Buck Bunny 60fps',
  'Cosmos Laundromat',
  'Tears of Steel, all formats',
];
