import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { FileDetails } from '../../../src/api/snapshot.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';

export interface FilePlaceLineProps {
  readonly id: string;
  readonly file: FileDetails;
}

/** Where the file is on the disk, as far as Chrome says. */
export function FilePlaceLine({ id, file }: FilePlaceLineProps) {
  const { torrents, viewing } = useApp();
  const place = useSignal<string | undefined>(undefined);
  useEffect(() => {
    let isOver = false;
    viewing.placeOf(id, file).then(
      (found) => {
        if (!isOver) place.value = found;
      },
      // Why the file cannot be read is said where it would be shown.
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [file, id, place, viewing]);
  if (place.value === undefined) {
    const inside = torrents.row(id)?.value.embedded;
    return <p class="viewer-place">{inside ? text('view.inside') : ''}</p>;
  }
  return (
    <p class="viewer-place">
      <bdi class="clip" dir="ltr" title={place.value}>
        {place.value}
      </bdi>
      <CopyButton label={text('view.copy-place')} value={place.value} />
    </p>
  );
}
