/**
 * chrome.* of manifest version 2 takes callbacks, and says by chrome.runtime.lastError,
 * within the callback, that it failed. A promise of the answer.
 */
export function answer<Value>(
  ask: (callback: (value: Value) => void) => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    ask((value) => {
      const error = chrome.runtime.lastError;
      if (error) reject(new Error(error.message));
      else resolve(value);
    });
  });
}

/** For what is done without waiting: reads lastError, or Chromium writes it to the console. */
export function ignoreAnswer(): void {
  void chrome.runtime.lastError;
}
