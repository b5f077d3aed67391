import { canPause, canResume } from '../format/row-abilities.ts';
import type { App } from '../store/app.ts';

/** The keys of the list on its active row, other than those that move. */
export function onListKey(app: App, event: KeyboardEvent): undefined {
  const { actions, selection, torrents } = app;
  const id = selection.active.peek();
  if (id === undefined) return;
  if (event.key === ' ') {
    event.preventDefault();
    selection.toggle(id);
  } else if (event.key === 'Enter') {
    event.preventDefault();
    const ids = selection.has(id) ? selection.ids.peek() : [id];
    const row = torrents.row(id)?.peek();
    if (row && canResume(row)) void actions.resume(ids);
    else if (row && canPause(row)) void actions.pause(ids);
  } else if (event.key === 'F2') {
    event.preventDefault();
    actions.askToRename(id);
  } else if (event.key === 'Delete' && !selection.has(id)) {
    // The window's own Delete key follows, for what is selected then.
    selection.only(id);
  }
}
