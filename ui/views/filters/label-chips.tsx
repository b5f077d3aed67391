import { labelColour } from '../../format/label-colour.ts';
import { formatList } from '../../format/list.ts';
import { formatCount, text } from '../../i18n/text.ts';

/** More of them are a number, with their names to be had by the pointer. */
const MOST = 2;

/** The labels of a row. */
export function LabelChips({ labels }: { readonly labels: readonly string[] }) {
  if (labels.length === 0) return null;
  const shown = labels.slice(0, MOST);
  const others = labels.slice(MOST);
  return (
    <ul class="chips" aria-label={text('labels.row')} title={formatList(labels)}>
      {shown.map((label) => (
        <li key={label} class="chip" data-colour={labelColour(label)}>
          <bdi>{label}</bdi>
        </li>
      ))}
      {others.length > 0 && (
        <li class="chip">
          <span aria-hidden="true">
            {text('labels.more', { count: formatCount(others.length) })}
          </span>
          <span class="unseen">{formatList(others)}</span>
        </li>
      )}
    </ul>
  );
}
