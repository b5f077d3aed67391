import { type ReadonlySignal, signal } from '@preact/signals';

export interface Toast {
  readonly tone: 'good' | 'bad' | 'plain';
  readonly text: string;
  /** A second, quieter sentence. */
  readonly detail?: string | undefined;
  readonly action?: ToastAction | undefined;
  /** Milliseconds that its action is good for: it goes then, whoever points at it. */
  readonly lasts?: number | undefined;
  /** The torrent it tells of as long as that is so; see dismissAbout. */
  readonly about?: string | undefined;
}

export interface ToastAction {
  readonly label: string;
  run(): void;
}

export interface ShownToast extends Toast {
  readonly id: number;
}

/** More would cover the list; the oldest goes first. */
const MOST = 3;
/** Milliseconds. Long enough to read; what went wrong stays until it is dismissed. */
const SHOWN_FOR = 8_000;

export class Toasts {
  readonly #shown = signal<readonly ShownToast[]>([]);
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #nextId = 1;

  get shown(): ReadonlySignal<readonly ShownToast[]> {
    return this.#shown;
  }

  show(toast: Toast): void {
    const id = this.#nextId++;
    const same = this.#shown.value.filter((other) => other.text === toast.text);
    for (const other of same) this.dismiss(other.id);
    this.#shown.value = [...this.#shown.value, { ...toast, id }];
    for (const old of this.#shown.value.slice(0, -MOST)) this.dismiss(old.id);
    this.release(id);
  }

  dismiss(id: number): void {
    this.#cancel(id);
    this.#shown.value = this.#shown.value.filter((toast) => toast.id !== id);
  }

  /** Dismisses what is said of the torrents for which `isOver`. */
  dismissAbout(isOver: (id: string) => boolean): void {
    for (const { id, about } of this.#shown.value) {
      if (about !== undefined && isOver(about)) this.dismiss(id);
    }
  }

  /** Keeps it while a person points at it or has the focus in it. */
  hold(id: number): void {
    if (this.#find(id)?.lasts === undefined) this.#cancel(id);
  }

  #cancel(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** Lets it go, after its time. */
  release(id: number): void {
    this.hold(id);
    const toast = this.#find(id);
    if (!toast || toast.tone === 'bad' || this.#timers.has(id)) return;
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), toast.lasts ?? SHOWN_FOR),
    );
  }

  #find(id: number): ShownToast | undefined {
    return this.#shown.value.find((toast) => toast.id === id);
  }
}
