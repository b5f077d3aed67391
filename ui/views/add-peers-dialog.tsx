import { useSignal } from '@preact/signals';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { readHosts } from '../format/read-hosts.ts';
import { isolate, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { FormFoot } from './form-foot.tsx';
import { useForm } from './use-form.ts';

/** Asks for peers that a person knows of, "host:port", one to a line. */
export function AddPeersDialog({ id }: { readonly id: string }) {
  const { commands, dialog, torrents } = useApp();
  const typed = useSignal('');
  const wrong = useSignal<string | undefined>(undefined);
  const { element, problem, busy, submit } = useForm();
  const close = () => {
    dialog.value = undefined;
  };
  const add = () => {
    const read = readHosts(typed.value);
    if (read.kind === 'hosts') {
      return submit(async () => {
        await commands.addPeers(id, read.hosts);
        close();
      });
    }
    wrong.value =
      read.kind === 'wrong'
        ? text('add-peers.wrong', { line: isolate(read.line) })
        : text('add-peers.too-many');
    return undefined;
  };
  return (
    <Dialog title={text('add-peers.title')} kept onClose={close}>
      <bdi class="dialog-name">{torrents.row(id)?.peek().name}</bdi>
      <form
        ref={element}
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field
          label={text('add-peers.label')}
          how={text('add-peers.how')}
          problem={wrong.value}
        >
          {(control) => (
            <textarea
              {...control}
              class="addresses"
              dir="ltr"
              wrap="off"
              rows={5}
              autocomplete="off"
              spellcheck={false}
              data-autofocus
              placeholder={text('add-peers.example')}
              value={typed.value}
              onInput={({ currentTarget }) => {
                typed.value = currentTarget.value;
                wrong.value = undefined;
                problem.value = undefined;
              }}
            />
          )}
        </Field>
        <FormFoot
          problem={problem.value}
          submit={text('add-peers.submit')}
          disabled={busy.value || typed.value.trim() === ''}
          onCancel={close}
        />
      </form>
    </Dialog>
  );
}
