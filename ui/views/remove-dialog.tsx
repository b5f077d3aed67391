import { useSignal } from '@preact/signals';
import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { Dialog } from '../components/dialog.tsx';
import { plural, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

export interface RemoveDialogProps {
  readonly ids: readonly string[];
  readonly deleteAtFirst: boolean;
}

/** Asks whether the files stay. */
export function RemoveDialog({ ids, deleteAtFirst }: RemoveDialogProps) {
  const { actions, dialog, torrents } = useApp();
  const deleteData = useSignal(deleteAtFirst);
  const rows = torrents.rows(ids);
  const [only, ...others] = rows;
  const close = () => {
    dialog.value = undefined;
  };
  const title =
    others.length === 0 ? text('remove.title-one') : plural('remove.title', rows.length);
  const warn = rows.some((row) => row.embedded) && !deleteData.value;
  return (
    <Dialog title={title} onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          close();
          void actions.remove(ids, deleteData.value);
        }}
      >
        {only && others.length === 0 && <bdi class="dialog-name">{only.name}</bdi>}
        <fieldset class="choices">
          <legend class="unseen">{text('remove.files')}</legend>
          <Choice
            type="radio"
            name="files"
            title={text('remove.keep')}
            how={text('remove.keep-how')}
            checked={!deleteData.value}
            first={!deleteAtFirst}
            onChange={() => {
              deleteData.value = false;
            }}
          />
          <Choice
            type="radio"
            name="files"
            title={text('remove.delete')}
            how={text('remove.delete-how')}
            checked={deleteData.value}
            first={deleteAtFirst}
            onChange={() => {
              deleteData.value = true;
            }}
          />
        </fieldset>
        {warn && <p class="dialog-note">{text('remove.embedded')}</p>}
        <footer class="dialog-foot">
          <Button onClick={close}>{text('action.cancel')}</Button>
          <Button type="submit" look={deleteData.value ? 'danger' : 'accent'}>
            {text(deleteData.value ? 'remove.submit-delete' : 'remove.submit')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
