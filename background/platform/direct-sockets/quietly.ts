/** For what is let go of: how it ends is nobody's business any more. */
export function quietly(promise: Promise<unknown>): void {
  promise.catch(() => {});
}
