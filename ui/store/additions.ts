import { toBase64 } from '../client/base64.ts';
import { CommandFailure } from '../client/command-failure.ts';
import type { Addition } from './add-item.ts';

/**
 * Bytes. Chrome carries no message of more than 64 MiB from the window to the engine, and a file
 * is a third longer in it. No torrent comes near; a film dropped by mistake is not read whole.
 */
export const LARGEST_FILE = 47 << 20;

export function ofFile(file: File): Addition {
  return {
    label: file.name,
    async read() {
      if (file.size > LARGEST_FILE) throw refused('torrent-too-large');
      const bytes = await file.arrayBuffer().catch(() => undefined);
      if (!bytes) throw refused('file-unreadable');
      return { kind: 'file', base64: toBase64(new Uint8Array(bytes)) };
    },
  };
}

export function ofLink(link: string): Addition {
  return {
    label: nameIn(link) ?? link,
    read: async () => ({ kind: 'link', text: link }),
  };
}

/** What a magnet link calls its torrent. */
function nameIn(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  return new URL(link).searchParams.get('dn') || undefined;
}

function refused(code: string): CommandFailure {
  return new CommandFailure({ fault: 'input', code, message: code });
}
