import { useSignal } from '@preact/signals';
import { Dialog } from '../components/dialog.tsx';
import { Segments } from '../components/segments.tsx';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { LogView } from './log-view.tsx';

const WHOSE = ['engine', 'all'] as const;

/** What Rill says of itself, which is of no torrent; or everything. */
export function LogDialog() {
  const { dialog } = useApp();
  const of = useSignal<(typeof WHOSE)[number]>('engine');
  return (
    <Dialog
      title={text('log.title')}
      look="settings"
      onClose={() => {
        dialog.value = undefined;
      }}
    >
      <div class="log-dialog">
        <LogView id={null} engineOnly={of.value === 'engine'}>
          <Segments
            label={text('log.of')}
            values={WHOSE}
            chosen={of.value}
            nameOf={(one) => text(one === 'engine' ? 'log.of.engine' : 'speed.of.all')}
            onChoose={(one) => {
              of.value = one;
            }}
          />
        </LogView>
      </div>
    </Dialog>
  );
}
