import type { Encodable } from '../../src/bencode/encode.ts';
import type { BencodeValue } from '../../src/bencode/value.ts';

/** What to encode to get the value again. */
export function plain(value: BencodeValue): Encodable {
  switch (value.kind) {
    case 'string':
      return value.bytes;
    case 'integer':
      return value.value;
    case 'list':
      return value.items.map(plain);
    case 'dict':
      return new Map([...value.entries].map(([name, inner]) => [name, plain(inner)]));
  }
}
