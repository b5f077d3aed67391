import type { RillError } from '../errors/rill-error.ts';
import type { Folder, FolderRef } from '../ports/folders.ts';
import type { Activity } from './activity.ts';
import { knownError } from './known-error.ts';
import { refuseMove } from './refuse-move.ts';
import type { Checking, Moving, TorrentState } from './state.ts';

/** The files, looked at. */
export interface OpenedFiles {
  /** To be closed. */
  readonly folder: Folder;
}

/** What each state is made of, and who hears of them. */
export interface LifeCycleHost<Opened extends OpenedFiles> {
  /** Whether the files were ever looked at. */
  looked(): boolean;
  /** Opens the files and looks at them. Rejects with StorageError, or the signal's reason. */
  open(checking: Checking): Promise<Opened>;
  /** Not started. `failed`: its files cannot be used any more. */
  activity(opened: Opened, failed: (error: unknown) => void): Activity;
  /** It runs from now on. */
  began(activity: Activity): void;
  ended(): void;
  openFolder(folder: FolderRef): Promise<Folder>;
  /** See TorrentFiles. `target`: the same folder, open, unless a crash came between. */
  move(moving: Moving, to: FolderRef, target: Folder | undefined): Promise<void>;
  /** The state, or what it knows of the files, is another. */
  changed(): void;
  /** What is to be on record has changed. */
  touch(): void;
  failed(error: RillError): void;
}

/** Leads one torrent from state to state (see TorrentState). */
export class LifeCycle<Opened extends OpenedFiles> {
  readonly #host: LifeCycleHost<Opened>;
  #state: TorrentState = { kind: 'paused' };
  #paused: boolean;
  /** Whether the queue lets it run. */
  #admitted = false;
  /** Earlier states' leftovers being finished and closed; never rejects. */
  #ending: Promise<unknown> = Promise.resolve();
  /** The trackers being told that we leave. */
  #farewell: Promise<void> = Promise.resolve();

  constructor(host: LifeCycleHost<Opened>, paused: boolean) {
    this.#host = host;
    this.#paused = paused;
  }

  get state(): TorrentState {
    return this.#state;
  }

  /** Whether a person paused it. */
  get paused(): boolean {
    return this.#paused;
  }

  get activity(): Activity | undefined {
    return this.#state.kind === 'running' ? this.#state.activity : undefined;
  }

  /**
   * Begins, unless the torrent is to stay paused. `movingTo`: a crash broke a move off.
   * `farewell`: the trackers being told that the same torrent ended before. Never rejects.
   */
  start(movingTo: FolderRef | undefined, farewell = Promise.resolve()): void {
    this.#farewell = farewell;
    if (movingTo) this.#beginMove(movingTo, undefined);
    else if (!this.#paused) this.#goOn();
  }

  pause(): void {
    this.#paused = true;
    this.#enter({ kind: 'paused' });
  }

  /** Also tries again after an error. Harmless while it runs. */
  resume(): void {
    this.#paused = false;
    if (this.#state.kind === 'paused' || this.#state.kind === 'error') this.#goOn();
  }

  /** Whether it runs, or would if the queue let it. */
  get queues(): boolean {
    const { kind } = this.#state;
    if (kind === 'checking') return this.#host.looked();
    return kind === 'queued' || kind === 'running';
  }

  /** The queue has decided. Only while it `queues`. */
  admit(admitted: boolean): void {
    this.#admitted = admitted;
    const waits = this.#state.kind === 'queued';
    if (admitted && waits) this.#check();
    if (!admitted && !waits) this.#enter({ kind: 'queued' });
  }

  /** Looks at the files anew, if that is what it is at. */
  checkAgain(): void {
    if (this.#state.kind === 'checking') this.#check();
  }

  /** What is known of the files is forgotten: those that wait for their turn are looked at. */
  lookAgain(): void {
    if (this.#state.kind === 'queued' || this.#state.kind === 'checking') this.#check();
  }

  /** Does it while nothing else uses the files: what comes next waits for it. */
  between(task: () => Promise<void>): Promise<void> {
    const done = this.#ending.then(task);
    this.#ending = done.catch(() => {});
    return done;
  }

  /** Throws InputError; rejects with StorageError when the folder cannot be opened. */
  async move(to: FolderRef): Promise<void> {
    refuseMove(this.#state);
    const target = await this.#host.openFolder(to);
    try {
      refuseMove(this.#state);
    } catch (error) {
      await target.close();
      throw error;
    }
    this.#beginMove(to, target);
  }

  /** Ends for good. Resolves once nothing is in use any more. */
  async remove(): Promise<void> {
    this.#enter({ kind: 'removed' });
    await this.#ending;
  }

  /** Ends until the next start of the program. Resolves as `remove` does. */
  async shutDown(): Promise<void> {
    this.#enter({ kind: 'paused' });
    await this.#ending;
  }

  /** The trackers are being told of another end: it goes on only afterwards. */
  waitFor(farewell: Promise<void>): void {
    this.#farewell = bothOf(this.#farewell, farewell);
  }

  /** Resolves once the trackers know that we left. */
  get farewell(): Promise<void> {
    return this.#farewell;
  }

  /** Leaves the present state, taking down what it owns. */
  #enter(next: TorrentState): void {
    const last = this.#state;
    if (last.kind === 'removed') return;
    switch (last.kind) {
      case 'running': {
        this.#host.ended();
        const { closed, farewell } = last.activity.end();
        this.#farewell = bothOf(this.#farewell, farewell);
        this.#ending = Promise.all([this.#ending, closed]);
        break;
      }
      case 'checking':
      case 'moving':
        last.aborter.abort();
        break;
      case 'paused':
      case 'queued':
      case 'error':
        break;
    }
    this.#state = next;
    this.#host.changed();
  }

  /** What was never looked at is, so that the queue knows what it is. */
  #goOn(): void {
    if (this.#host.looked()) this.#enter({ kind: 'queued' });
    else this.#check();
  }

  #fail(error: unknown): void {
    if (this.#state.kind === 'removed') return;
    const known = knownError(error);
    this.#enter({ kind: 'error', error: known });
    this.#host.touch();
    this.#host.failed(known);
  }

  #check(): void {
    const aborter = new AbortController();
    const state: Checking = { kind: 'checking', aborter, progress: 0, waiting: false };
    this.#enter(state);
    this.#ending = this.#runChecked(state, this.#ending);
  }

  /** `before`: what has to be finished first. */
  async #runChecked(state: Checking, before: Promise<unknown>): Promise<void> {
    const { signal } = state.aborter;
    let opened: Opened | undefined;
    try {
      await before;
      signal.throwIfAborted();
      opened = await this.#host.open(state);
      this.#host.changed();
      if (this.#state === state && !this.#admitted) this.#enter({ kind: 'queued' });
      signal.throwIfAborted();
      this.#begin(opened);
    } catch (error) {
      await opened?.folder.close().catch(() => {});
      if (!signal.aborted) this.#fail(error);
    }
  }

  #begin(opened: Opened): void {
    const activity = this.#host.activity(opened, (error) => {
      if (this.activity === activity) this.#fail(error);
    });
    this.#host.began(activity);
    this.#enter({ kind: 'running', activity });
    // The queue, or the end of its sharing, may have stopped it at once.
    if (this.activity === activity) activity.start(this.#farewell);
  }

  #beginMove(to: FolderRef, target: Folder | undefined): void {
    const aborter = new AbortController();
    const state: Moving = { kind: 'moving', aborter, progress: 0 };
    this.#enter(state);
    this.#ending = this.#move(state, to, target, this.#ending);
  }

  async #move(
    state: Moving,
    to: FolderRef,
    target: Folder | undefined,
    before: Promise<unknown>,
  ): Promise<void> {
    await before;
    try {
      await this.#host.move(state, to, target);
    } catch (error) {
      if (!state.aborter.signal.aborted) this.#fail(error);
    }
    this.#host.touch();
    if (this.#state !== state) return;
    if (this.#paused) this.#enter({ kind: 'paused' });
    else this.#goOn();
  }
}

async function bothOf(one: Promise<void>, other: Promise<void>): Promise<void> {
  await one;
  await other;
}
