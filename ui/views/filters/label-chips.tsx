import { labelColour } from '../../format/label-colour.ts';
import { text } from '../../i18n/text.ts';

/** More of them are a number, with their names to be had by the pointer. */
const MOST = 2;

/** The labels of a row. */
export function LabelChips({ labels }: { readonly labels: readonly string[] }) {
  if (labels.length === 0) return null;
  const shown = labels.slice(0, MOST);
  const others = labels.slice(MOST);
  return (
    <ul class="chips" aria-label={text('labels.row')}>
      {shown.map((label) => (
        <li key={label} class="chip" data-colour={labelColour(label)} title={label}>
          <bdi>{label}</bdi>
        </li>
      ))}
      {others.length > 0 && (
        <li class="chip" title={others.join(', ')} aria-label={others.join(', ')}>
          {text('labels.more', { count: `${others.length}` })}
        </li>
      )}
    </ul>
  );
}
