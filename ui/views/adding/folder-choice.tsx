import type { FolderRef } from '../../../src/api/snapshot.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { text } from '../../i18n/text.ts';
import type { AddItem } from '../../store/add-item.ts';
import { useApp } from '../../store/app.ts';

/** Where it is saved to: a folder of before, or another one. */
export function FolderChoice({ item }: { readonly item: AddItem }) {
  const { adding, settings } = useApp();
  const known = adding.folders.value;
  const { folder } = item.choices.value;
  if (!known) return null;
  const usual = settings.value?.defaultFolder;
  const all = [...(usual ? [usual] : []), ...known.recent, known.embedded, folder];
  const folders = [...new Map(all.map((one) => [one.id, one])).values()];
  const nameOf = ({ id, name }: FolderRef) =>
    id === known.embedded.id ? text('adding.embedded') : name;
  return (
    <Field label={text('adding.save-to')}>
      {(control) => (
        <div class="folder-choice">
          <select
            {...control}
            value={folder.id}
            onChange={({ currentTarget }) => {
              const chosen = folders.find(({ id }) => id === currentTarget.value);
              if (chosen) adding.choose(item, { folder: chosen });
            }}
          >
            {folders.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
          <Button icon="folder" onClick={() => void adding.pickFolder(item)}>
            {text('adding.pick-folder')}
          </Button>
        </div>
      )}
    </Field>
  );
}
