import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Fact } from '../components/fact.tsx';
import { formatRate } from '../format/bytes.ts';
import { dhtState, lsdState } from '../format/finder-state.ts';
import { listeningText, reachableText, transportName } from '../format/network-text.ts';
import { formatCount, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { useSystem } from './use-system.ts';

/** How Rill stands with the network, all of it, as it changes. */
export function NetworkDialog() {
  const { dialog, droppedPeers, settings, torrents } = useApp();
  const status = torrents.status.value;
  const system = useSystem();
  const close = () => {
    dialog.value = undefined;
  };
  if (!status) return null;
  const { dht, lsd } = status;
  return (
    <Dialog title={text('network.title')} onClose={close}>
      <dl class="facts">
        <Fact name={text('network.listening')}>{listeningText(status)}</Fact>
        <Fact name={text('network.reachable')}>{reachableText(status)}</Fact>
        <Fact name={text('network.address')}>
          {dht.externalAddresses.length > 0 ? (
            <ul>
              {dht.externalAddresses.map((address) => (
                <li key={address}>{address}</li>
              ))}
            </ul>
          ) : (
            text('network.address-unknown')
          )}
        </Fact>
        <Fact name={text('finder.dht-name')}>{dhtState(dht).text}</Fact>
        {dht.state === 'on' && (
          <Fact name={text('network.dht-traffic')}>
            {text('network.both-ways', {
              down: formatRate(dht.downRate),
              up: formatRate(dht.upRate),
            })}
          </Fact>
        )}
        <Fact name={text('finder.pex-name')}>
          {text(settings.value?.pex ? 'finder.pex' : 'finder.off')}
        </Fact>
        <Fact name={text('finder.lsd-name')}>{lsdState(lsd).text}</Fact>
        <Fact name={text('network.transport')}>{transportName(status.transport)}</Fact>
        <Fact name={text('network.dropped')}>{formatCount(droppedPeers.value)}</Fact>
      </dl>
      {system === 'chromeos' && <p class="field-how">{text('network.keep-open')}</p>}
      <footer class="dialog-foot">
        <Button
          onClick={() => {
            dialog.value = { kind: 'settings' };
          }}
        >
          {text('network.settings')}
        </Button>
        <Button
          onClick={() => {
            dialog.value = { kind: 'log' };
          }}
        >
          {text('log.open')}
        </Button>
        <Button look="accent" data-autofocus onClick={close}>
          {text('action.close')}
        </Button>
      </footer>
    </Dialog>
  );
}
