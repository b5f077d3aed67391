import adding from './en/adding.json' with { type: 'json' };
import companion from './en/companion.json' with { type: 'json' };
import details from './en/details.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };
import extension from './en/extension.json' with { type: 'json' };
import files from './en/files.json' with { type: 'json' };
import filters from './en/filters.json' with { type: 'json' };
import host from './en/host.json' with { type: 'json' };
import list from './en/list.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import speed from './en/speed.json' with { type: 'json' };
import window from './en/window.json' with { type: 'json' };

/**
 * All that the window says, in English: in its bundle, for whatever another language lacks. A
 * new file needs a line here; the build takes those of other languages as they lie there.
 */
export const en = {
  ...window,
  ...list,
  ...filters,
  ...adding,
  ...details,
  ...files,
  ...speed,
  ...settings,
  ...errors,
  ...host,
  ...extension,
  ...companion,
};

export type TextKey = keyof typeof en;
