import { saveFile } from '../client/save-file.ts';
import { formatList } from '../format/list.ts';
import { isolate, plural, text } from '../i18n/text.ts';
import type { App } from './app.ts';
import {
  LARGEST_SETTINGS_FILE,
  readSettingsFile,
  writeSettingsFile,
} from './settings-file.ts';

const FILE_NAME = 'rill-settings.json';
/** Names of entries that are told, and characters of each. */
const MOST_NAMED = 5;
const LONGEST_NAME = 40;

export function exportSettings({ allSettings }: App): void {
  const { values } = allSettings;
  if (!values) return;
  const bytes = new TextEncoder().encode(writeSettingsFile(values));
  saveFile(FILE_NAME, 'application/json', bytes);
  allSettings.notice.value = {
    wrong: false,
    text: text('settings.file.exported', { name: isolate(FILE_NAME) }),
  };
}

/** Takes all that it can of the file, and says what not. */
export async function importSettings(app: App, file: File): Promise<void> {
  const { notice } = app.allSettings;
  if (file.size > LARGEST_SETTINGS_FILE) {
    notice.value = { wrong: true, text: text('settings.file.too-large') };
    return;
  }
  const read = readSettingsFile(await file.text());
  if (read.kind === 'wrong') {
    notice.value = { wrong: true, text: text('settings.file.wrong') };
    return;
  }
  const { defaultFolder, ...others } = read.values;
  const opens = defaultFolder ? await app.host.canOpen(defaultFolder) : true;
  const keeps = defaultFolder !== undefined && opens;
  const values = keeps ? { ...others, defaultFolder } : others;
  await app.allSettings.apply(values, () => {
    const count = Object.keys(values).length;
    const said = [
      count > 0 ? plural('settings.file.imported', count) : text('settings.file.nothing'),
    ];
    if (!opens) said.push(text('settings.file.folder-left-out'));
    if (read.wrong.length > 0) {
      said.push(text('settings.file.left-out', { names: namesOf(read.wrong) }));
    }
    return said.join(' ');
  });
}

function namesOf(keys: readonly string[]): string {
  const named = keys
    .slice(0, MOST_NAMED)
    .map((key) => isolate(key.slice(0, LONGEST_NAME)));
  return formatList(keys.length > MOST_NAMED ? [...named, '…'] : named);
}
