import { useSignal } from '@preact/signals';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu } from '../../components/menu.tsx';
import { labelColour } from '../../format/label-colour.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { FilterChoice } from './filter-choice.tsx';

export interface LabelChoiceProps {
  readonly name: string;
  readonly count: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** A label that can be chosen, with a menu of its own. */
export function LabelChoice({ name, ...rest }: LabelChoiceProps) {
  const { dialog, filterBar, labelEdits } = useApp();
  const menuAt = useSignal<{ x: number; y: number } | undefined>(undefined);
  const close = () => {
    menuAt.value = undefined;
  };
  const label = text('label.menu', { name });
  return (
    <div
      class="filter-line"
      role="none"
      onContextMenu={(event) => {
        event.preventDefault();
        menuAt.value = { x: event.clientX, y: event.clientY };
      }}
    >
      <FilterChoice group="label" name={name} {...rest}>
        <span class="filter-dot" data-colour={labelColour(name)} />
      </FilterChoice>
      <IconButton
        icon="more"
        label={label}
        aria-haspopup="menu"
        tabIndex={rest.chosen ? 0 : -1}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          menuAt.value = { x: left, y: bottom + 4 };
        }}
      />
      {menuAt.value && (
        <Menu
          label={label}
          at={menuAt.value}
          onClose={close}
          groups={[
            [
              {
                icon: 'edit',
                label: text('label.rename'),
                run: () => {
                  filterBar.drawer.value = false;
                  dialog.value = { kind: 'rename-label', label: name };
                },
              },
              {
                icon: 'remove',
                label: text('label.remove'),
                run: () => void labelEdits.remove(name),
              },
            ],
          ]}
        />
      )}
    </div>
  );
}
