/**
 * Bencode as nobody should write it: keys in any order and twice, and parts that are anything.
 * Made apart from the code under test.
 */
export type Loose = number | bigint | string | Uint8Array | Raw | Loose[] | LooseDict;

/** Stands in the output as it is. */
export class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export class LooseDict {
  /** Keys have one character a byte. */
  readonly entries: [key: string, value: Loose][];

  constructor(entries: [key: string, value: Loose][]) {
    this.entries = entries;
  }

  /** Sorted, and without what is undefined. */
  static of(fields: Readonly<Record<string, Loose | undefined>>): LooseDict {
    const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
    return new LooseDict(sorted(entries as [string, Loose][]));
  }

  get(key: string): Loose | undefined {
    return this.entries.find(([name]) => name === key)?.[1];
  }
}

export function sorted(entries: [string, Loose][]): [string, Loose][] {
  return entries.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

export function encodeLoose(value: Loose): Uint8Array {
  const parts: Buffer[] = [];
  write(value, parts);
  return new Uint8Array(Buffer.concat(parts));
}

function write(value: Loose, parts: Buffer[]): void {
  if (typeof value === 'number' || typeof value === 'bigint') {
    parts.push(Buffer.from(`i${value}e`));
  } else if (typeof value === 'string') {
    writeString(Buffer.from(value), parts);
  } else if (value instanceof Uint8Array) {
    writeString(Buffer.from(value), parts);
  } else if (value instanceof Raw) {
    parts.push(Buffer.from(value.text, 'latin1'));
  } else if (Array.isArray(value)) {
    parts.push(Buffer.from('l'));
    for (const item of value) write(item, parts);
    parts.push(Buffer.from('e'));
  } else {
    parts.push(Buffer.from('d'));
    for (const [key, item] of value.entries) {
      writeString(Buffer.from(key, 'latin1'), parts);
      write(item, parts);
    }
    parts.push(Buffer.from('e'));
  }
}

function writeString(bytes: Buffer, parts: Buffer[]): void {
  parts.push(Buffer.from(`${bytes.length}:`), bytes);
}
