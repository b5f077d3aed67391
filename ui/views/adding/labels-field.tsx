import { labelKey, MOST_LABELS } from '../../../src/api/labels.ts';
import { Field } from '../../components/field.tsx';
import { namesOf } from '../../format/named-choices.ts';
import { readLabels } from '../../format/read-labels.ts';
import { formatCount, isolate, text } from '../../i18n/text.ts';
import type { AddItem } from '../../store/add-item.ts';
import { useApp } from '../../store/app.ts';

/** Labels that are offered. */
const MOST_OFFERED = 6;

/** Labels for it: typed, or taken from those that others have. */
export function LabelsField({ item }: { readonly item: AddItem }) {
  const { adding, filters } = useApp();
  const typed = item.choices.value.labels;
  const { labels, wrong, tooMany } = readLabels(typed);
  const keys = new Set(labels.map(labelKey));
  const offered = namesOf(filters.labels.value)
    .filter((label) => !keys.has(labelKey(label)))
    .slice(0, MOST_OFFERED);
  return (
    <div class="labels-field">
      <Field
        label={text('adding.labels')}
        how={text('adding.labels-how')}
        problem={problemOf(wrong, tooMany)}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            dir="auto"
            autocomplete="off"
            maxLength={2000}
            value={typed}
            onInput={({ currentTarget }) =>
              adding.choose(item, { labels: currentTarget.value })
            }
          />
        )}
      </Field>
      {offered.length > 0 && (
        <div class="offered">
          {offered.map((label) => (
            <button
              key={label}
              type="button"
              class="kind"
              onClick={() =>
                adding.choose(item, { labels: [...labels, label].join(', ') })
              }
            >
              <bdi>{label}</bdi>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function problemOf(wrong: string | undefined, tooMany: boolean): string | undefined {
  if (wrong !== undefined) return text('adding.label-wrong', { label: isolate(wrong) });
  const count = formatCount(MOST_LABELS);
  return tooMany ? text('adding.labels-too-many', { count }) : undefined;
}
