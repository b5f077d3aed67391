import { beforeEach, expect, test } from '@jest/globals';
import { type Signal, signal } from '@preact/signals';
import type { SessionStatus, TorrentRow } from '../../../../src/api/snapshot.ts';
import { tellProgress } from '../../../../ui/store/progress-news.ts';
import { Torrents } from '../../../../ui/store/torrents.ts';
import { makeRow } from '../../../app/ui/make-row.ts';

const FILM = makeRow(1, { name: 'Film', size: 1000, done: 0 });
const OTHER = makeRow(2, { name: 'Other', size: 1000, done: 990 });

let torrents: Torrents;
let active: Signal<string | undefined>;
let announcement: Signal<string>;

beforeEach(() => {
  torrents = new Torrents();
  active = signal(FILM.id);
  announcement = signal('');
  tell(FILM, OTHER);
  tellProgress({ torrents, active, announcement });
});

function tell(...changed: TorrentRow[]): void {
  const status = {} as SessionStatus;
  torrents.apply({ kind: 'update', status, changed, removed: [] });
}

/** What is said of the film once it is so; nothing unless it is said now. */
function said(changes: Partial<TorrentRow>): string {
  announcement.value = '';
  tell({ ...FILM, ...changes });
  return announcement.value.replaceAll(/[\u2068\u2069]/g, '');
}

test('says each quarter once, and nothing between', () => {
  const steps = [100, 249, 250, 260, 499, 510, 760, 999].map((done) => said({ done }));
  expect(steps).toEqual(['', '', 'Film: 25%', '', '', 'Film: 51%', 'Film: 76%', '']);
});

test('leaves to the toasts that it is complete, or stopped', () => {
  said({ done: 990 });
  expect(said({ done: 1000 })).toBe('');
  expect(said({ done: 1000, status: 'seeding' })).toBe('');
  expect(said({ status: 'error' })).toBe('');
});

test('says another state', () => {
  expect(said({ status: 'paused' })).toBe('Film: Paused');
  expect(said({ status: 'queued' })).toBe('Film: Queued');
});

test('says nothing of others, nor when the keyboard goes to another', () => {
  tell({ ...OTHER, status: 'paused' });
  active.value = OTHER.id;
  expect(announcement.value).toBe('');
  tell({ ...OTHER, status: 'queued' });
  expect(announcement.value).toContain('Other');
});
