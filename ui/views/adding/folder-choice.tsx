import type { FolderRef } from '../../../src/api/snapshot.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { formatBytes } from '../../format/bytes.ts';
import { text } from '../../i18n/text.ts';
import type { AddItem } from '../../store/add-item.ts';
import { useApp } from '../../store/app.ts';
import { useFreeSpace } from '../free-space.tsx';

/** What is free there, and whether it is enough for all that is to go there. */
function useRoom(item: AddItem) {
  const { adding } = useApp();
  const { folder } = item.choices.value;
  const free = useFreeSpace(folder);
  if (free === undefined) return {};
  const there = adding.items.value.filter(
    ({ choices }) => choices.value.folder.id === folder.id,
  );
  const needed = there.reduce((sum, one) => sum + one.chosenSize, 0);
  const values = { free: formatBytes(free), needed: formatBytes(needed) };
  const isEnough = needed <= free;
  return isEnough
    ? { how: text('adding.free', values) }
    : { problem: text('adding.too-small', values) };
}

/** Where it is saved to: a folder of before, or another one. */
export function FolderChoice({ item }: { readonly item: AddItem }) {
  const { adding, settings } = useApp();
  const room = useRoom(item);
  const known = adding.folders.value;
  const { folder } = item.choices.value;
  if (!known) return null;
  const usual = settings.value?.defaultFolder;
  const all = [...(usual ? [usual] : []), ...known.recent, known.embedded, folder];
  const folders = [...new Map(all.map((one) => [one.id, one])).values()];
  const nameOf = ({ id, name }: FolderRef) =>
    id === known.embedded.id ? text('adding.embedded') : name;
  return (
    <Field label={text('adding.save-to')} {...room}>
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
