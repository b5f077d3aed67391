import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { InputError } from '../../src/errors/input-error.ts';
import { TORRENT_LIMITS } from '../../src/metainfo/metainfo-limits.ts';

/**
 * All of what could be a torrent file. Rejects with InputError when it cannot be read, and
 * 'torrent-too-large': a pipe or device says nothing of its size before it is read.
 */
export async function readWhole(path: string): Promise<Buffer> {
  const limit = TORRENT_LIMITS.size;
  try {
    if ((await stat(path)).size > limit) throw tooLarge(path);
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(path, { end: limit })) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    if (whole.length > limit) throw tooLarge(path);
    return whole;
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const { message } = cause as Error;
    throw new InputError('bad-command', `cannot read ${path}: ${message}`, { cause });
  }
}

function tooLarge(path: string): InputError {
  return new InputError('torrent-too-large', `${path} is too large for a torrent`);
}
