import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import type { Naming } from '../store/naming.ts';
import { FormFoot } from './form-foot.tsx';
import { useForm } from './use-form.ts';

export function RenameDialog({ naming }: { readonly naming: Naming }) {
  const { commands, dialog } = useApp();
  const { id, name, path, done } = naming;
  const typed = useSignal(name);
  const input = useRef<HTMLInputElement>(null);
  const { element, problem, busy, submit } = useForm();
  useEffect(() => {
    input.current?.setSelectionRange(0, stemLength(name));
  }, [name]);
  const close = () => {
    dialog.value = undefined;
  };
  const rename = async () => {
    const next = typed.value.trim();
    if (path) await commands.renameFile(id, path, next);
    else await commands.setName(id, next === '' ? null : next);
    close();
    done?.();
  };
  return (
    <Dialog
      title={text(path ? 'rename.file-title' : 'rename.title')}
      kept
      onClose={close}
    >
      <form
        ref={element}
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(rename);
        }}
      >
        <Field
          label={text('rename.name')}
          how={text(path ? 'rename.file-how' : 'rename.how')}
        >
          {(control) => (
            <input
              {...control}
              ref={input}
              type="text"
              dir="auto"
              maxLength={1000}
              autocomplete="off"
              spellcheck={false}
              data-autofocus
              value={typed.value}
              onInput={({ currentTarget }) => {
                typed.value = currentTarget.value;
                problem.value = undefined;
              }}
            />
          )}
        </Field>
        <FormFoot
          problem={problem.value}
          submit={text('rename.submit')}
          disabled={busy.value || (path !== undefined && typed.value.trim() === '')}
          onCancel={close}
        />
      </form>
    </Dialog>
  );
}

/** Without the extension: that one mostly stays. */
function stemLength(name: string): number {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? dot : name.length;
}
