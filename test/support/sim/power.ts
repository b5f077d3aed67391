import type { Clock } from '../../../src/ports/clock.ts';
import type { Folder, FoldersPort } from '../../../src/ports/folders.ts';
import type { KeyValueStore } from '../../../src/ports/key-value-store.ts';
import type { TcpConnection, TcpPort } from '../../../src/ports/tcp.ts';

/**
 * The supply of one machine: cut it, and whatever ran there stands still at once, as after a
 * crash. Timers do not fire, sockets are gone, disk and records take and give nothing. It
 * knows what is in use, so that a test sees what was left behind.
 */
export class Power {
  on = true;
  /** Milliseconds that a write to a file takes. */
  writeTime = 0;
  readonly timers = new Set<object>();
  readonly connections = new Set<TcpConnection>();
  readonly listeners = new Set<{ close(): void }>();
  readonly folders = new Set<Folder>();
  /** Calls of folders that were closed before. */
  lateCalls = 0;

  cut(): void {
    this.on = false;
    for (const connection of [...this.connections]) connection.close();
    for (const listener of [...this.listeners]) listener.close();
  }

  clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      date: () => clock.date(),
      zone: () => clock.zone(),
      timer: (delay, fire) => {
        const key = {};
        this.timers.add(key);
        const timer = clock.timer(delay, () => {
          if (this.timers.delete(key) && this.on) fire();
        });
        return {
          cancel: () => {
            this.timers.delete(key);
            timer.cancel();
          },
        };
      },
    };
  }

  tcp(tcp: TcpPort): TcpPort {
    return {
      connect: async (remote, signal) => this.#track(await tcp.connect(remote, signal)),
      listen: async (local, accept) => {
        const socket = await tcp.listen(local, (connection) =>
          accept(this.#track(connection)),
        );
        const listener = {
          local: socket.local,
          families: socket.families,
          close: () => {
            this.listeners.delete(listener);
            socket.close();
          },
        };
        this.listeners.add(listener);
        return listener;
      },
    };
  }

  store(store: KeyValueStore): KeyValueStore {
    return {
      get: (key) => this.#alive(() => store.get(key)),
      set: (key, value) => this.#alive(() => store.set(key, value)),
      delete: (key) => this.#alive(() => store.delete(key)),
      keys: (prefix) => this.#alive(() => store.keys(prefix)),
    };
  }

  disk(folders: FoldersPort, clock: Clock): FoldersPort {
    return {
      embedded: folders.embedded,
      open: async (ref) => this.#folder(await folders.open(ref), clock),
      freeSpace: (ref) => this.#alive(() => folders.freeSpace(ref)),
    };
  }

  #folder(inner: Folder, clock: Clock): Folder {
    const call = <T>(task: () => Promise<T>) => {
      if (!this.folders.has(folder)) this.lateCalls++;
      return this.#alive(task);
    };
    const folder: Folder = {
      list: (path) => call(() => inner.list(path)),
      stat: (path) => call(() => inner.stat(path)),
      allocate: (path, size) => call(() => inner.allocate(path, size)),
      read: (path, offset, length) => call(() => inner.read(path, offset, length)),
      readInto: (path, offset, into) => call(() => inner.readInto(path, offset, into)),
      remove: (path) => call(() => inner.remove(path)),
      rename: (from, to) => call(() => inner.rename(from, to)),
      write: (path, offset, chunks) =>
        call(async () => {
          if (this.writeTime > 0) {
            await new Promise<void>((done) => clock.timer(this.writeTime, done));
          }
          if (this.on) await inner.write(path, offset, chunks);
        }),
      close: async () => {
        await inner.close();
        this.folders.delete(folder);
      },
    };
    this.folders.add(folder);
    return folder;
  }

  /** Without power nothing is ever answered. */
  async #alive<T>(task: () => Promise<T>): Promise<T> {
    const never = new Promise<never>(() => {});
    if (!this.on) return never;
    const result = await task();
    return this.on ? result : never;
  }

  #track(inner: TcpConnection): TcpConnection {
    const connection: TcpConnection = {
      remote: inner.remote,
      local: inner.local,
      get queued() {
        return inner.queued;
      },
      start: (sink) =>
        inner.start({
          data: (chunk) => sink.data(chunk),
          drained: () => sink.drained(),
          closed: (reason) => {
            this.connections.delete(connection);
            sink.closed(reason);
          },
        }),
      write: (bytes) => inner.write(bytes),
      pause: () => inner.pause(),
      resume: () => inner.resume(),
      close: () => {
        this.connections.delete(connection);
        inner.close();
      },
    };
    this.connections.add(connection);
    return connection;
  }
}
