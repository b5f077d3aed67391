import type { FileDetails } from '../../../src/api/snapshot.ts';
import { FILE_SORTS, fileSort } from '../../format/file-sort.ts';
import { formatCount, text } from '../../i18n/text.ts';

export interface KindChoiceProps {
  /** Those that are shown. */
  readonly files: readonly FileDetails[];
  readonly unwanted: ReadonlySet<number>;
  readonly onChoose: (files: readonly FileDetails[], wanted: boolean) => void;
}

/** Chooses all of the files, none, or those of a kind, as far as there are any. */
export function KindChoice({ files, unwanted, onChoose }: KindChoiceProps) {
  const kinds = FILE_SORTS.map((kind) => ({
    kind,
    files: files.filter(({ path }) => fileSort(path) === kind),
  })).filter((one) => one.files.length > 0);
  return (
    <fieldset class="kind-choice">
      <legend class="unseen">{text('adding.choose')}</legend>
      <button type="button" class="kind" onClick={() => onChoose(files, true)}>
        {text('adding.all')}
      </button>
      <button type="button" class="kind" onClick={() => onChoose(files, false)}>
        {text('adding.none')}
      </button>
      {kinds.length > 1 &&
        kinds.map(({ kind, files: some }) => {
          const skipped = some.filter(({ index }) => unwanted.has(index)).length;
          const isAll = skipped === 0;
          return (
            <button
              key={kind}
              type="button"
              class="kind"
              aria-pressed={isAll ? 'true' : skipped < some.length ? 'mixed' : 'false'}
              onClick={() => onChoose(some, !isAll)}
            >
              {text(`adding.kind.${kind}`)}{' '}
              <span class="kind-count">{formatCount(some.length)}</span>
            </button>
          );
        })}
    </fieldset>
  );
}
