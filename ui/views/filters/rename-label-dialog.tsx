import { useSignal } from '@preact/signals';
import { labelKey, readLabel } from '../../../src/api/labels.ts';
import { Dialog } from '../../components/dialog.tsx';
import { namesOf } from '../../format/named-choices.ts';
import { isolate, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { FormFoot } from '../form-foot.tsx';
import { useForm } from '../use-form.ts';
import { LabelField } from './label-field.tsx';

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
        <LabelField
          label={text('label.name')}
          how={other && text('label.merge', { name: isolate(other) })}
          typed={typed.value}
          isWrong={isWrong}
          onInput={(next) => {
            typed.value = next;
            problem.value = undefined;
          }}
          onFocus={(input) => input.select()}
        />
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
