import { ignoreAnswer } from './answer.ts';

/** The name of the alarm, and of the port that is held open. */
export const KEEP_AWAKE = 'rill-keep-awake';
const PAGE = 'keep-awake.html';
const ALARM_MINUTES = 1;

/**
 * Keeps the background page from being suspended while torrents are active, and the system
 * from going to sleep where that is wanted.
 * Direct Sockets do not keep an event page alive; a port that a frame of it holds open does.
 * The alarm is the safety net: it wakes the page should it have been suspended all the same.
 */
export class KeepAwake {
  #frame: HTMLIFrameElement | undefined;
  #sleepless = false;

  /** So many torrents are active. `sleepless`: the device is not to sleep. */
  set(active: number, sleepless: boolean): void {
    const awake = active > 0;
    if (awake && !this.#frame) this.#hold();
    if (!awake && this.#frame) this.#release();
    if (sleepless === this.#sleepless) return;
    this.#sleepless = sleepless;
    if (sleepless) chrome.power.requestKeepAwake('system');
    else chrome.power.releaseKeepAwake();
  }

  #hold(): void {
    const frame = document.createElement('iframe');
    this.#frame = frame;
    frame.onload = () => holdPort(frame);
    frame.src = PAGE;
    document.body.append(frame);
    chrome.alarms.create(KEEP_AWAKE, { periodInMinutes: ALARM_MINUTES });
  }

  #release(): void {
    // Its port goes with it.
    this.#frame?.remove();
    this.#frame = undefined;
    chrome.alarms.clear(KEEP_AWAKE, ignoreAnswer);
  }
}

/** The port must belong to the frame, so it is opened by the frame's own `chrome`. */
function holdPort(frame: HTMLIFrameElement): void {
  const inner = frame.contentWindow as (Window & { chrome: typeof chrome }) | null;
  inner?.chrome.runtime.connect(chrome.runtime.id, { name: KEEP_AWAKE });
}
