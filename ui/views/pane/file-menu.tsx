import { Menu, type MenuItem } from '../../components/menu.tsx';
import type { MenuPlace } from '../../components/menu-place.ts';
import type { FileNode } from '../../format/file-tree.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';

/** What can be done with a file or a folder. */
export interface FileDeeds {
  /** Only of a file that is all there. */
  canOpen(node: FileNode): boolean;
  open(node: FileNode): void;
  saveCopy(node: FileNode): void;
  rename(node: FileNode): void;
}

export interface FileMenuProps {
  readonly node: FileNode;
  readonly deeds: FileDeeds;
  readonly at: MenuPlace;
  readonly onClose: () => void;
}

export function FileMenu({ node, deeds, at, onClose }: FileMenuProps) {
  const { viewing } = useApp();
  const disabled = !deeds.canOpen(node);
  const ofFile: MenuItem[] = [
    {
      icon: 'open',
      label: text('file.open'),
      disabled,
      run: () => deeds.open(node),
    },
    {
      icon: 'drop',
      label: text('view.save'),
      disabled,
      run: () => deeds.saveCopy(node),
    },
  ];
  const rename: MenuItem = {
    icon: 'edit',
    label: text('action.rename'),
    run: () => deeds.rename(node),
  };
  return (
    <Menu
      label={text('action.of', { action: text('action.more'), name: node.name })}
      groups={node.file && viewing.files ? [ofFile, [rename]] : [[rename]]}
      at={at}
      onClose={onClose}
    />
  );
}
