import { Check } from '../../components/check.tsx';
import { text } from '../../i18n/text.ts';
import type { AddItem } from '../../store/add-item.ts';
import { useApp } from '../../store/app.ts';
import { FolderChoice } from './folder-choice.tsx';
import { LabelsField } from './labels-field.tsx';

export interface AddChoicesProps {
  readonly item: AddItem;
  readonly several: boolean;
}

/** Where it goes, how, and when. */
export function AddChoicesForm({ item, several }: AddChoicesProps) {
  const { adding } = useApp();
  const { start, sequential } = item.choices.value;
  return (
    <div class="add-choices">
      <div class="add-fields">
        <FolderChoice item={item} />
        <LabelsField item={item} />
      </div>
      <div class="add-checks">
        <Check
          label={text('adding.start')}
          checked={start}
          onChange={(checked) => adding.choose(item, { start: checked })}
        />
        <Check
          label={text('adding.sequential')}
          checked={sequential}
          onChange={(checked) => adding.choose(item, { sequential: checked })}
        />
        {several && (
          <Check
            label={text('adding.for-all')}
            checked={adding.forAll.value}
            onChange={(checked) => {
              adding.forAll.value = checked;
              // What is shown is what then holds for all of them.
              if (checked) adding.choose(item, item.choices.peek());
            }}
          />
        )}
      </div>
    </div>
  );
}
