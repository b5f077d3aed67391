import { useSignal } from '@preact/signals';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { readLabels } from '../../format/read-labels.ts';
import { plural, text } from '../../i18n/text.ts';
import type { AddItem } from '../../store/add-item.ts';
import { useApp } from '../../store/app.ts';
import { AddChoicesForm } from './add-choices.tsx';
import { AddItemView } from './add-item-view.tsx';
import { AddList } from './add-list.tsx';

/** Shows what is to be added, for a choice. It stays open for more to come. */
export function AddDialog() {
  const { adding } = useApp();
  if (!adding.isShown.value) return null;
  return <OpenAddDialog />;
}

function OpenAddDialog() {
  const { adding } = useApp();
  const neverAsk = useSignal(false);
  const items = adding.items.value;
  const current = items.find(({ key }) => key === adding.current.value) ?? items[0];
  if (!current) return null;
  const several = items.length > 1;
  const open = items.filter(isOpen);
  const cancel = () => adding.cancel();
  const start = open.some(({ choices }) => choices.value.start);
  return (
    <Dialog
      title={several ? plural('adding.title-many', items.length) : text('adding.title')}
      look="adding"
      kept
      onClose={cancel}
    >
      <form
        class="adding"
        data-several={several}
        onSubmit={(event) => {
          event.preventDefault();
          if (open.length > 0 && open.every(canBegin)) {
            void adding.confirm(neverAsk.value);
          }
        }}
      >
        {several && <AddList items={items} current={current} />}
        <AddItemView key={current.key} item={current} />
        {isOpen(current) && <AddChoicesForm item={current} several={several} />}
        <footer class="dialog-foot">
          <Check
            label={text('adding.never-ask')}
            checked={neverAsk.value}
            onChange={(checked) => {
              neverAsk.value = checked;
            }}
          />
          <Button onClick={cancel}>
            {text(open.length > 0 ? 'action.cancel' : 'action.close')}
          </Button>
          {open.length > 0 && (
            <Button
              type="submit"
              look="accent"
              icon={start ? 'down' : 'plus'}
              disabled={!open.every(canBegin)}
              data-autofocus
            >
              {text(start ? 'adding.submit' : 'adding.submit-paused')}
            </Button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

/** Whether there is something to choose for it. */
function isOpen({ state }: AddItem): boolean {
  return state.value.kind !== 'failed' && state.value.kind !== 'known';
}

function canBegin({ state, unwanted, choices }: AddItem): boolean {
  const { wrong, tooMany } = readLabels(choices.value.labels);
  if (wrong !== undefined || tooMany) return false;
  const known = state.value;
  return known.kind !== 'ready' || unwanted.value.size < known.details.files.length;
}
