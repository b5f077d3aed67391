import { useCallback } from 'preact/hooks';
import type { FolderRef } from '../../src/api/snapshot.ts';
import { Icon } from '../components/icon.tsx';
import { formatBytes } from '../format/bytes.ts';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { usePolled } from './use-polled.ts';

/** Milliseconds. */
const EVERY = 30_000;

/** Bytes that still fit into the folder; undefined while nobody says. null: where downloads go. */
export function useFreeSpace(folder: FolderRef | null): number | undefined {
  const { commands } = useApp();
  const ask = useCallback(() => commands.getFreeSpace(folder), [commands, folder?.id]);
  return usePolled(folder?.id ?? '', EVERY, ask).value?.free ?? undefined;
}

/** Where new downloads go. Nothing where the host cannot tell. */
export function FreeSpace() {
  const { settings } = useApp();
  return settings.value ? <Space folder={settings.value.defaultFolder} /> : null;
}

function Space({ folder }: { readonly folder: FolderRef | null }) {
  const free = useFreeSpace(folder);
  if (free === undefined) return null;
  return (
    <span class="bar-space" title={text('bar.space-how')}>
      <Icon name="disk" />
      {text('bar.space', { size: formatBytes(free) })}
    </span>
  );
}
