/** Time, as the host keeps it; the simulation keeps its own. */
export interface Clock {
  /** Milliseconds from an arbitrary start; never goes back. */
  now(): number;
  /**
   * Milliseconds since 1970, for dates a person sees, and to notice that the machine slept;
   * for nothing else.
   */
  date(): number;
  /** Minutes that local time is ahead of UTC now; below 0 west of it. */
  zone(): number;
  /**
   * Calls `fire` once, `delay` milliseconds from now or later, never within this call.
   * Any finite delay is honoured (a host's own timers overflow at 2^31 ms).
   */
  timer(delay: number, fire: () => void): Timer;
}

export interface Timer {
  /** After this `fire` is not called. Harmless when it already was. */
  cancel(): void;
}
