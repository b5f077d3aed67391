import type { Log } from '../../../src/ports/log.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { SystemClock } from '../../host/system-clock.ts';
import { NodeDns } from './dns.ts';
import { NodeFolders } from './folders.ts';
import { NodeHasher } from './hasher.ts';
import { NodeHttps } from './https.ts';
import { NodeKeyValueStore } from './key-value-store.ts';
import { NodeMulticast } from './multicast.ts';
import { NodeRandom } from './random.ts';
import { NodeSignatures } from './signatures.ts';
import { NodeTcp } from './tcp.ts';
import { NodeUdp } from './udp.ts';

export interface NodePortsOptions {
  /** Folder of the key-value store; made when first needed. */
  readonly storeDir: string;
  /** Where files go when nobody chose a folder. */
  readonly folder: string;
  readonly log: Log;
}

/** All that the engine needs, by Node's own means. */
export function nodePorts({ storeDir, folder, log }: NodePortsOptions): Ports {
  return {
    clock: new SystemClock(),
    random: new NodeRandom(),
    tcp: new NodeTcp(),
    udp: new NodeUdp(),
    dns: new NodeDns(),
    multicast: new NodeMulticast(),
    https: new NodeHttps(),
    hasher: new NodeHasher(),
    signatures: new NodeSignatures(),
    folders: new NodeFolders(folder),
    store: new NodeKeyValueStore(storeDir),
    log,
  };
}
