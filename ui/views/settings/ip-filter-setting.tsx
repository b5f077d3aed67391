import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Settings } from '../../../src/api/settings.ts';
import { toBase64 } from '../../client/base64.ts';
import { CommandFailure } from '../../client/command-failure.ts';
import { Button } from '../../components/button.tsx';
import { errorSentence } from '../../format/error-text.ts';
import { plural, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { ToggleSetting } from './setting-field.tsx';

/** Bytes. What one command may hold (src/api/validate.ts), as base64. */
const LARGEST = 48 * 1024 * 1024;

interface Said {
  readonly wrong: boolean;
  readonly text: string;
}

/** Whether the filter holds, and the list that it is. */
export function IpFilterSetting({ settings }: { readonly settings: Settings }) {
  const { commands } = useApp();
  const file = useRef<HTMLInputElement>(null);
  const said = useSignal<Said | undefined>(undefined);
  const busy = useSignal(false);
  const set = async (list: File | undefined) => {
    busy.value = true;
    said.value = undefined;
    try {
      said.value = await tellOf(list);
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      said.value = { wrong: true, text: errorSentence(error.report) };
    } finally {
      busy.value = false;
    }
  };
  const tellOf = async (list: File | undefined): Promise<Said> => {
    if (!list) {
      await commands.setIpFilter(null);
      return { wrong: false, text: text('settings.ip-list.removed') };
    }
    if (list.size > LARGEST) {
      return { wrong: true, text: text('settings.ip-list.too-large') };
    }
    const bytes = new Uint8Array(await list.arrayBuffer());
    const { ranges, skipped } = await commands.setIpFilter(toBase64(bytes));
    const parts = [plural('settings.ip-list.loaded', ranges)];
    if (skipped > 0) parts.push(plural('settings.ip-list.skipped', skipped));
    return { wrong: false, text: parts.join(' ') };
  };
  return (
    <div class="ip-filter">
      <ToggleSetting name="ipFilter" settings={settings} />
      <div class="button-line">
        <Button icon="file" disabled={busy.value} onClick={() => file.current?.click()}>
          {text('settings.ip-list.load')}
        </Button>
        <Button look="quiet" disabled={busy.value} onClick={() => void set(undefined)}>
          {text('settings.ip-list.remove')}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          aria-label={text('settings.ip-list.load')}
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen) void set(chosen);
            currentTarget.value = '';
          }}
        />
      </div>
      <p class="field-how" data-wrong={said.value?.wrong ?? false} role="status">
        {said.value?.text}
      </p>
    </div>
  );
}
