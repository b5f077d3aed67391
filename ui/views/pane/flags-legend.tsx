import { useId } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { PEER_FLAGS } from '../../format/peer-flags.ts';
import { text } from '../../i18n/text.ts';

/** What the letters in the column of flags mean. */
export function FlagsLegend() {
  const id = useId();
  return (
    <>
      <Button look="text" popovertarget={id}>
        {text('peers.legend')}
      </Button>
      <div
        id={id}
        class="legend"
        popover="auto"
        role="dialog"
        aria-label={text('peers.legend')}
      >
        <dl>
          {PEER_FLAGS.map((flag) => (
            <div key={flag}>
              <dt>{flag}</dt>
              <dd>{text(`flag.${flag}`)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}
