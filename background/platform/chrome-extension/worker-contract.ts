import * as v from 'valibot';
import type { Addition } from '../../../src/api/companion.ts';
import { MAX_LINK } from '../../../src/metainfo/magnet.ts';

/** What a page of the extension asks of its worker. */
export type WorkerRequest =
  /** What a person clicked or pasted. */
  | { readonly kind: 'add'; readonly text: string }
  /** What waits. */
  | { readonly kind: 'deliver' };

export interface WorkerAnswer {
  readonly addition: Addition;
}

const RequestSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('add'),
    text: v.pipe(v.string(), v.maxLength(MAX_LINK)),
  }),
  v.strictObject({ kind: v.literal('deliver') }),
]);

/** undefined when it is none. */
export function parseWorkerRequest(message: unknown): WorkerRequest | undefined {
  const result = v.safeParse(RequestSchema, message);
  return result.success ? result.output : undefined;
}
