/** Milliseconds after a key in which the next one goes on with the same word. */
const PAUSE = 700;

/** Finds rows by the first letters of their names, as they are typed. */
export class TypeAhead {
  #typed = '';
  #at = Number.NEGATIVE_INFINITY;

  /**
   * The index to go to, for a key that types something: `from`, where nothing begins so. The
   * same letter again goes on to the next. undefined: it is another key.
   */
  next(
    { key, ctrlKey, metaKey, altKey, timeStamp }: TypedKey,
    names: readonly string[],
    from: number,
  ): number | undefined {
    if (ctrlKey || metaKey || altKey || [...key].length !== 1) return undefined;
    const goesOn = timeStamp - this.#at < PAUSE;
    // A space or a slash begins no word: they are keys of the list and the window.
    if (!goesOn && !/[\p{L}\p{N}]/u.test(key)) return undefined;
    this.#typed = goesOn ? this.#typed + key : key;
    this.#at = timeStamp;
    const word = fold(this.#typed);
    const isOneLetter = [...word].every((letter) => letter === word[0]);
    const sought = isOneLetter ? word[0]! : word;
    // A longer word may still be that of the row it is on.
    const start = from + (isOneLetter ? 1 : 0);
    for (let step = 0; step < names.length; step++) {
      const at = (start + step) % names.length;
      if (fold(names[at]!).startsWith(sought)) return at;
    }
    return from;
  }
}

export type TypedKey = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'timeStamp'
>;

function fold(text: string): string {
  return text.toLocaleLowerCase();
}
