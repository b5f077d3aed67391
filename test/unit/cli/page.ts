import { Writable } from 'node:stream';
import type { Out } from '../../../background/cli/report.ts';

/** A stream that keeps what it is given. */
export function page(isTTY = false): { readonly out: Out; text(): string } {
  const written: string[] = [];
  const stream = new Writable({
    write: (chunk, _, done) => {
      written.push(`${chunk}`);
      done();
    },
  });
  const out = Object.assign(stream, { isTTY, columns: 60 });
  return { out, text: () => written.join('') };
}
