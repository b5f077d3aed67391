/** What is under way, so that a close can wait for it; its errors told in our words. */
export class UnderWay {
  readonly #toError: (error: unknown) => Error;
  readonly #running = new Set<Promise<unknown>>();

  constructor(toError: (error: unknown) => Error) {
    this.#toError = toError;
  }

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    const running = task();
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      throw this.#toError(error);
    } finally {
      this.#running.delete(running);
    }
  }

  async ended(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
