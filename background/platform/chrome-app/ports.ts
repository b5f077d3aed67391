import type { Ports } from '../../../src/ports/ports.ts';
import { SystemClock } from '../../host/system-clock.ts';
import { WebHasher } from '../web/hasher.ts';
import { WebHttps } from '../web/https.ts';
import { WebKeyValueStore } from '../web/key-value-store.ts';
import { WebLog } from '../web/log.ts';
import { WebRandom } from '../web/random.ts';
import { WebSignatures } from '../web/signatures.ts';
import type { EngineLink } from './engine-link.ts';
import { ChromeFolders } from './folders.ts';
import type { Transport } from './transport.ts';

const DATABASE = 'rill';

/** All the ports of the packaged app, for the Worker that the engine runs in. */
export async function chromePorts(
  link: EngineLink,
  transport: Transport,
): Promise<Ports> {
  const [hasher, signatures, folders, store] = await Promise.all([
    WebHasher.create(),
    WebSignatures.create(),
    ChromeFolders.create(link),
    WebKeyValueStore.open(DATABASE),
  ]);
  return {
    clock: new SystemClock(),
    random: new WebRandom(),
    tcp: transport.tcp,
    udp: transport.udp,
    dns: transport.dns,
    multicast: transport.multicast,
    https: new WebHttps(),
    hasher,
    signatures,
    folders,
    store,
    log: new WebLog('info'),
  };
}
