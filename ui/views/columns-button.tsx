import { useSignal } from '@preact/signals';
import { IconButton } from '../components/icon-button.tsx';
import type { MenuPlace } from '../components/menu-place.ts';
import { text } from '../i18n/text.ts';
import { ColumnMenu } from './column-menu.tsx';

/** What the list shows, and in which order. */
export function ColumnsButton() {
  const at = useSignal<MenuPlace | undefined>(undefined);
  return (
    <>
      <IconButton
        icon="columns"
        label={text('columns.title')}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          at.value = { x: left, y: bottom + 4 };
        }}
      />
      {at.value && (
        <ColumnMenu
          column={undefined}
          at={at.value}
          onClose={() => {
            at.value = undefined;
          }}
        />
      )}
    </>
  );
}
