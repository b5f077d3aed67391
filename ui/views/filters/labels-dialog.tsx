import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { readLabel } from '../../../src/api/labels.ts';
import { Dialog } from '../../components/dialog.tsx';
import { labelColour } from '../../format/label-colour.ts';
import { namesOf } from '../../format/named-choices.ts';
import { plural, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { LabelDraft } from '../../store/label-draft.ts';
import { FormFoot } from '../form-foot.tsx';
import { useForm } from '../use-form.ts';
import { LabelField } from './label-field.tsx';

/** Puts labels on torrents, and takes them off. */
export function LabelsDialog({ ids }: { readonly ids: readonly string[] }) {
  const { dialog, filters, labelEdits, torrents } = useApp();
  const draft = useMemo(() => {
    const rows = ids.flatMap((id) => torrents.row(id)?.peek() ?? []);
    const known = namesOf(filters.labels.peek());
    return new LabelDraft(
      known,
      rows.map(({ labels }) => labels),
    );
  }, []);
  const typed = useSignal('');
  const { element, problem, busy, submit } = useForm();
  const close = () => {
    dialog.value = undefined;
  };
  const name = readLabel(typed.value);
  const isWrong = name === undefined && typed.value.trim() !== '';
  const [only, ...others] = ids;
  return (
    <Dialog title={text('labels.title')} kept onClose={close}>
      <bdi class="dialog-name">
        {others.length > 0
          ? plural('list.count', ids.length)
          : torrents.row(only ?? '')?.peek().name}
      </bdi>
      <form
        ref={element}
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (isWrong) return;
          if (name !== undefined) draft.add(name);
          typed.value = '';
          void submit(async () => {
            const { add, remove } = draft.changes();
            if (add.length + remove.length > 0) await labelEdits.set(ids, add, remove);
            close();
          });
        }}
      >
        {draft.labels.length > 0 && (
          <ul class="label-list">
            {draft.labels.map((label) => (
              <li key={label}>
                <label class="label-line">
                  <input
                    type="checkbox"
                    checked={draft.share(label) === 'all'}
                    ref={(box) => {
                      if (box) box.indeterminate = draft.share(label) === 'some';
                    }}
                    onChange={() => {
                      problem.value = undefined;
                      draft.turn(label);
                    }}
                  />
                  <span class="filter-dot" data-colour={labelColour(label)} />
                  <bdi>{label}</bdi>
                </label>
              </li>
            ))}
          </ul>
        )}
        <LabelField
          label={text('labels.new')}
          how={text('labels.new-how')}
          typed={typed.value}
          isWrong={isWrong}
          onInput={(next) => {
            typed.value = next;
            problem.value = undefined;
          }}
        />
        <FormFoot
          problem={problem.value}
          submit={text('labels.save')}
          disabled={busy.value || isWrong}
          onCancel={close}
        />
      </form>
    </Dialog>
  );
}
