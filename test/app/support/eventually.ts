const POLL_MS = 40;
/** Milliseconds that a person would wait before they thought that nothing happens. */
const PATIENCE_MS = 15_000;

/** The first answer of `look` that is one; rejects with `describe()` when there is none in time. */
export async function eventually<Answer>(
  look: () => Promise<Answer | undefined | false>,
  describe: () => string | Promise<string>,
  timeout = PATIENCE_MS,
): Promise<Answer> {
  const deadline = performance.now() + timeout;
  for (;;) {
    const answer = await look();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) {
      throw new Error(`not within ${timeout} ms: ${await describe()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
