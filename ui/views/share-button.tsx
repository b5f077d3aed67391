import { useSignal } from '@preact/signals';
import { Button } from '../components/button.tsx';
import { Menu } from '../components/menu.tsx';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

/** Asks whether a folder or files: hosts have one dialog for each. */
export function ShareButton() {
  const { sharing } = useApp();
  const menuAt = useSignal<{ x: number; y: number } | undefined>(undefined);
  return (
    <>
      <Button
        icon="share"
        data-narrow="icon"
        title={text('share.hint')}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          menuAt.value = { x: left, y: bottom + 4 };
        }}
      >
        {text('share.open')}
      </Button>
      {menuAt.value && (
        <Menu
          label={text('share.open')}
          groups={[
            [
              {
                icon: 'folder',
                label: text('share.folder'),
                run: () => void sharing.choose('folder'),
              },
              {
                icon: 'file',
                label: text('share.files'),
                run: () => void sharing.choose('files'),
              },
            ],
          ]}
          at={menuAt.value}
          onClose={() => {
            menuAt.value = undefined;
          }}
        />
      )}
    </>
  );
}
