import { useSignal } from '@preact/signals';
import type { SharedFiles } from '../client/window-host.ts';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { fieldProblem } from '../format/field-problem.ts';
import { isolate, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { type CreateDraft, canRename, newDraft } from '../store/create-draft.ts';
import { AddressesField } from './addresses-field.tsx';
import { CreateAdvanced } from './create-advanced.tsx';
import { FormFoot } from './form-foot.tsx';
import { useForm } from './use-form.ts';

/** Asks how to share files. Everything but pressing the button can be left as it is. */
export function CreateDialog({ shared }: { readonly shared: SharedFiles }) {
  const { dialog, sharing } = useApp();
  const draft = useSignal(newDraft(shared, sharing.trackers));
  const { element, problem, busy, submit } = useForm();
  const close = () => {
    dialog.value = undefined;
  };
  const change = (changes: Partial<CreateDraft>) => {
    draft.value = { ...draft.value, ...changes };
    problem.value = undefined;
  };
  const { name, trackers } = draft.value;
  const nobodyFinds = draft.value.private && trackers.trim() === '';
  return (
    <Dialog
      title={text('create.title', { name: isolate(shared.name) })}
      kept
      onClose={close}
    >
      <form
        ref={element}
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(async () => {
            await sharing.create(shared, draft.value);
            close();
          });
        }}
      >
        {canRename(shared) && (
          <Field
            label={text('create.name')}
            problem={fieldProblem('name', problem.value)}
          >
            {(control) => (
              <input
                {...control}
                type="text"
                dir="auto"
                autocomplete="off"
                maxLength={255}
                data-autofocus
                value={name}
                onInput={({ currentTarget }) => change({ name: currentTarget.value })}
              />
            )}
          </Field>
        )}
        <AddressesField
          kind="trackers"
          rows={4}
          first={!canRename(shared)}
          value={trackers}
          problem={problem.value}
          onInput={(typed) => change({ trackers: typed })}
        />
        <CreateAdvanced draft={draft.value} problem={problem.value} onChange={change} />
        {nobodyFinds && <p class="dialog-note">{text('create.private-alone')}</p>}
        <FormFoot
          problem={problem.value}
          submit={text('create.submit')}
          icon="share"
          disabled={busy.value}
          onCancel={close}
        />
      </form>
    </Dialog>
  );
}
