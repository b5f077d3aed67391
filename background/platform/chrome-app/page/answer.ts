import { netErrorFromException } from '../../web/net-error.ts';

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

/** The same of chrome.sockets, whose failures are NetworkErrors. */
export async function answerOfSocket<Value>(
  ask: (callback: (value: Value) => void) => void,
): Promise<Value> {
  try {
    return await answer(ask);
  } catch (error) {
    throw netErrorFromException(error);
  }
}

/** For what is done without waiting: reads lastError, or Chromium writes it to the console. */
export function ignoreAnswer(): void {
  void chrome.runtime.lastError;
}
