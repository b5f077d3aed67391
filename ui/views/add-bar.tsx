import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { readLinks } from '../client/links.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { Mark } from '../components/mark.tsx';
import { errorSentence } from '../format/error-text.ts';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { addText } from './add-text.ts';
import { FolderButton } from './folder-button.tsx';
import { useOpenFiles } from './open-files.tsx';
import { ShareButton } from './share-button.tsx';

export function AddBar() {
  const { dialog } = useApp();
  const openFiles = useOpenFiles();
  return (
    <header class="add-bar">
      <Mark />
      <LinkForm />
      <div class="add-bar-side">
        <Button icon="file" title={text('add.open-hint')} onClick={openFiles}>
          {text('add.open')}
        </Button>
        <ShareButton />
        <FolderButton />
        <IconButton
          icon="settings"
          label={text('action.settings')}
          onClick={() => {
            dialog.value = { kind: 'settings' };
          }}
        />
      </div>
    </header>
  );
}

function LinkForm() {
  const app = useApp();
  const typed = useSignal('');
  const problem = useSignal('');
  const busy = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const problemId = useId();

  const submit = async () => {
    const read = readLinks(typed.value);
    if (read.kind !== 'links') {
      problem.value = text(read.kind === 'empty' ? 'add.empty' : 'add.not-a-link');
      input.current?.focus();
      return;
    }
    busy.value = true;
    await app.adding.links(read.links, (_, report) => {
      problem.value = errorSentence(report);
      input.current?.focus();
    });
    if (problem.value === '') typed.value = '';
    busy.value = false;
  };

  return (
    <form
      class="link-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div class="link-field" data-wrong={problem.value !== ''}>
        <Icon name="link" />
        <input
          ref={input}
          type="text"
          inputMode="url"
          // An address reads so in every language, its example as the language does.
          dir={typed.value === '' ? undefined : 'ltr'}
          autocomplete="off"
          spellcheck={false}
          aria-label={text('add.label')}
          aria-invalid={problem.value !== ''}
          aria-describedby={problemId}
          placeholder={text('add.placeholder')}
          value={typed.value}
          onPaste={(event) => {
            // The field has one line, and would run several links together.
            const pasted = event.clipboardData?.getData('text/plain').trim() ?? '';
            if (!/[\r\n]/.test(pasted)) return;
            event.preventDefault();
            addText(app, pasted);
          }}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
            problem.value = '';
          }}
        />
        <button type="submit" class="button" data-look="accent" disabled={busy.value}>
          {text('add.submit')}
        </button>
      </div>
      <p id={problemId} class="link-problem" role="alert">
        {problem.value}
      </p>
    </form>
  );
}
