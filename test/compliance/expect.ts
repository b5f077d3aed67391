/** The few assertions the compliance cases need, free of any test runner. */

/** Compares by value: primitives, byte arrays, arrays and plain objects. */
export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  if (same(actual, expected)) return;
  throw new Error(`${what}: got ${show(actual)}, expected ${show(expected)}`);
}

export function ok(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`not so: ${what}`);
}

/** The promise must reject with an error of `type` whose code is one of `codes`. */
export async function rejectsWithCode(
  promise: Promise<unknown>,
  type: abstract new (...args: never[]) => Error & { readonly code: string },
  ...codes: readonly string[]
): Promise<void> {
  let error: unknown;
  try {
    await promise;
  } catch (thrown) {
    error = thrown;
  }
  if (error instanceof type && codes.includes(error.code)) return;
  const got =
    error === undefined
      ? 'no error'
      : error instanceof type
        ? `${type.name} '${error.code}'`
        : String(error);
  throw new Error(`got ${got}, expected ${type.name} '${codes.join("' or '")}'`);
}

/** The promise's own outcome, or a rejection after `ms` milliseconds. */
export async function within<T>(
  ms: number,
  promise: Promise<T>,
  what: string,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms: ${what}`)), ms);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Resolves once `condition` holds; looks again every turn of the timers, for 10 seconds.
 */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > 10_000) throw new Error(`never so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return sameBytes(a, b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return false;
  }
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  );
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function show(value: unknown): string {
  if (value instanceof Uint8Array) {
    const first = Array.from(value.subarray(0, 16), (byte) => byte.toString(16));
    return `${value.length} bytes (${first.join(' ')}…)`;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
