import { useSignal } from '@preact/signals';
import { LONGEST_LABEL, labelKey, readLabel } from '../../../src/api/labels.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { namesOf } from '../../format/named-choices.ts';
import { isolate, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { FormFoot } from '../form-foot.tsx';
import { useForm } from '../use-form.ts';

export function RenameLabelDialog({ label }: { readonly label: string }) {
  const { dialog, filters, labelEdits } = useApp();
  const typed = useSignal(label);
  const { element, problem, busy, submit } = useForm();
  const close = () => {
    dialog.value = undefined;
  };
  const name = readLabel(typed.value);
  const isWrong = name === undefined && typed.value.trim() !== '';
  const other =
    name !== undefined && labelKey(name) !== labelKey(label)
      ? namesOf(filters.labels.value).find((one) => labelKey(one) === labelKey(name))
      : undefined;
  return (
    <Dialog title={text('label.rename-title')} kept onClose={close}>
      <form
        ref={element}
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (name === undefined) return;
          void submit(async () => {
            if (name !== label) await labelEdits.rename(label, name);
            close();
          });
        }}
      >
        <Field
          label={text('label.name')}
          how={other && text('label.merge', { name: isolate(other) })}
          problem={isWrong ? text('error.input.bad-label.next') : undefined}
        >
          {(control) => (
            <input
              {...control}
              dir="auto"
              data-autofocus
              autocomplete="off"
              maxLength={LONGEST_LABEL}
              value={typed.value}
              onFocus={({ currentTarget }) => currentTarget.select()}
              onInput={({ currentTarget }) => {
                typed.value = currentTarget.value;
                problem.value = undefined;
              }}
            />
          )}
        </Field>
        <FormFoot
          problem={problem.value}
          submit={text('label.rename-submit')}
          disabled={busy.value || name === undefined}
          onCancel={close}
        />
      </form>
    </Dialog>
  );
}
