import { Fragment } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import { isRightToLeft } from './inline-keys.ts';
import { nextIndex } from './next-index.ts';

export interface MenuItem {
  readonly icon: IconName;
  readonly label: string;
  readonly disabled?: boolean;
  /** Of what is on or off; its icon shows while it is on. The menu stays open. */
  readonly checked?: boolean | undefined;
  run(): void;
}

export interface MenuProps {
  readonly label: string;
  /** What belongs together; a line is drawn between groups. */
  readonly groups: readonly (readonly MenuItem[])[];
  /** Where its corner goes, in pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

/** A menu in the top layer, open for as long as it is rendered; it takes the focus. */
export function Menu({ label, groups, at, onClose }: MenuProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const menu = element.current;
    if (!menu) return;
    const before = document.activeElement;
    menu.showPopover();
    const place = () => {
      const { width, height } = menu.getBoundingClientRect();
      const x = isRightToLeft(menu) ? at.x - width : at.x;
      menu.style.left = `${Math.max(4, Math.min(x, innerWidth - width - 4))}px`;
      menu.style.top = `${Math.max(4, Math.min(at.y, innerHeight - height - 4))}px`;
    };
    place();
    // The window may become smaller around it.
    window.addEventListener('resize', place);
    enabledItems(menu)[0]?.focus();
    return () => {
      window.removeEventListener('resize', place);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div
      ref={element}
      class="menu"
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onToggle={(event) => event.newState === 'closed' && onClose()}
      onKeyDown={(event) => moveFocus(event, event.currentTarget)}
    >
      {groups.map((items, index) => (
        <Fragment key={items[0]?.label}>
          {index > 0 && <hr />}
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              {...roleOf(item)}
              class="menu-item"
              tabIndex={-1}
              disabled={item.disabled}
              onClick={() => {
                if (item.checked === undefined) onClose();
                item.run();
              }}
            >
              <Icon name={item.icon} />
              {item.label}
            </button>
          ))}
        </Fragment>
      ))}
    </div>
  );
}

function roleOf({ checked }: MenuItem) {
  if (checked === undefined) return { role: 'menuitem' } as const;
  return { role: 'menuitemcheckbox', 'aria-checked': checked } as const;
}

function moveFocus(event: KeyboardEvent, menu: HTMLElement): void {
  const items = enabledItems(menu);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = nextIndex(event.key, ['ArrowUp', 'ArrowDown'], at, items.length);
  if (event.key === 'Tab') return menu.hidePopover();
  event.stopPropagation();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to)?.focus();
}

function enabledItems(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)')];
}
