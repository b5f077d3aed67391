import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../components/dialog.tsx';
import { readAddresses, readTiers, showTiers } from '../format/addresses.ts';
import { isolate, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import type { Sources } from '../store/read-sources.ts';
import { AddressesField } from './addresses-field.tsx';
import { FormFoot } from './form-foot.tsx';
import { SourcesGate } from './sources-gate.tsx';
import { useForm } from './use-form.ts';

/** Edits where a torrent looks for peers, and for its files on the web. */
export function TrackersDialog({ id }: { readonly id: string }) {
  const { dialog, torrents } = useApp();
  const close = () => {
    dialog.value = undefined;
  };
  return (
    <Dialog title={text('edit-trackers.title')} look="wide" kept onClose={close}>
      <bdi class="dialog-name">{torrents.row(id)?.peek().name}</bdi>
      <SourcesGate id={id} onClose={close}>
        {(sources) => <TrackersForm id={id} sources={sources} onClose={close} />}
      </SourcesGate>
    </Dialog>
  );
}

interface TrackersFormProps {
  readonly id: string;
  readonly sources: Sources;
  readonly onClose: () => void;
}

function TrackersForm({ id, sources, onClose }: TrackersFormProps) {
  const { announcement, commands, torrents } = useApp();
  const trackersBefore = showTiers(sources.trackers);
  const webSeedsBefore = sources.webSeeds?.join('\n') ?? '';
  const trackers = useSignal(trackersBefore);
  const webSeeds = useSignal(webSeedsBefore);
  const { element, problem, busy, submit } = useForm();
  useEffect(() => {
    const field = element.current?.querySelector('textarea');
    // At its top, not behind the last of hundreds.
    field?.setSelectionRange(0, 0);
    field?.focus();
  }, [element]);

  /** Only what changed. */
  const save = async () => {
    const tiers = readTiers(trackers.value);
    const seeds = readAddresses(webSeeds.value);
    if (showTiers(tiers) !== trackersBefore) await commands.setTrackers(id, tiers);
    if (seeds.join('\n') !== webSeedsBefore) await commands.setWebSeeds(id, seeds);
    const name = isolate(torrents.row(id)?.peek().name ?? '');
    announcement.value = text('edit-trackers.done', { name });
    onClose();
  };

  return (
    <form
      ref={element}
      class="fields"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(save);
      }}
    >
      <AddressesField
        kind="trackers"
        rows={8}
        value={trackers.value}
        problem={problem.value}
        onInput={(typed) => {
          trackers.value = typed;
          problem.value = undefined;
        }}
      />
      {sources.webSeeds && (
        <AddressesField
          kind="web-seeds"
          rows={3}
          value={webSeeds.value}
          problem={problem.value}
          onInput={(typed) => {
            webSeeds.value = typed;
            problem.value = undefined;
          }}
        />
      )}
      <FormFoot
        problem={problem.value}
        submit={text('edit-trackers.submit')}
        disabled={busy.value}
        onCancel={onClose}
      />
    </form>
  );
}
