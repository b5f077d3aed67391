import { useSignal } from '@preact/signals';
import type { Settings } from '../../../src/api/settings.ts';
import { Field } from '../../components/field.tsx';
import { errorSentence } from '../../format/error-text.ts';
import { readHosts } from '../../format/read-hosts.ts';
import { isolate, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';

/** Names or addresses with a port, one to a line. */
export function HostsSetting({ settings }: { readonly settings: Settings }) {
  const { actions } = useApp();
  const problem = useSignal<string | undefined>(undefined);
  const shown = settings.dhtRouters.join('\n');
  const take = async (typed: string) => {
    const read = readHosts(typed);
    problem.value = undefined;
    if (read.kind === 'hosts') {
      const report = await actions.applySettings({ dhtRouters: read.hosts });
      problem.value = report && errorSentence(report);
    } else if (read.kind === 'wrong') {
      problem.value = text('settings.dhtRouters.wrong', { line: isolate(read.line) });
    } else {
      problem.value = text('settings.dhtRouters.too-many');
    }
  };
  return (
    <Field
      label={text('settings.dhtRouters')}
      how={text('settings.dhtRouters.how')}
      problem={problem.value}
    >
      {(control) => (
        <textarea
          {...control}
          // What was typed goes when something else is set.
          key={shown}
          class="addresses"
          dir="ltr"
          wrap="off"
          rows={4}
          autocomplete="off"
          spellcheck={false}
          defaultValue={shown}
          onChange={({ currentTarget }) => void take(currentTarget.value)}
        />
      )}
    </Field>
  );
}
