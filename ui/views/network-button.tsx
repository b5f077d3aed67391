import type { SessionStatus } from '../../src/api/snapshot.ts';
import { Icon } from '../components/icon.tsx';
import { errorText } from '../format/error-text.ts';
import { dhtBrief } from '../format/network-text.ts';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

/** How Rill stands with the network, in brief; it leads to all of it. */
export function NetworkButton({ status }: { readonly status: SessionStatus }) {
  const { dialog } = useApp();
  const { dht, listenError, listenPort } = status;
  const [address] = dht.externalAddresses;
  return (
    <button
      type="button"
      class="bar-button bar-network"
      aria-haspopup="dialog"
      title={text('network.title')}
      data-wrong={listenError ? true : undefined}
      onClick={() => {
        dialog.value = { kind: 'network' };
      }}
    >
      <span class="bar-item bar-dht">
        <Icon name="network" />
        {dhtBrief(dht)}
      </span>
      {address && <span class="bar-item bar-address">{address}</span>}
      <span class="bar-item bar-listening">
        <Icon name={listenError ? 'warning' : 'port'} />
        {listenError
          ? text('bar.listen-error', { what: errorText(listenError).what })
          : listenPort === null
            ? text('bar.not-listening')
            : text('bar.listening', { port: String(listenPort) })}
        {listenPort !== null && status.reached && (
          <span class="bar-reached">{text('bar.reached')}</span>
        )}
      </span>
    </button>
  );
}
