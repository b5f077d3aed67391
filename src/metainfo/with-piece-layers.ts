import { fromHex } from '../bytes/hex.ts';
import { decodeLatin1 } from '../bytes/text.ts';
import { withKeys } from './with-keys.ts';

/** The torrent file with these piece layers (BEP 52), by pieces root as hex. */
export function withPieceLayers(
  file: Uint8Array,
  layers: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  const byRoot = [...layers].map(
    ([root, layer]) => [decodeLatin1(fromHex(root)!), layer] as const,
  );
  return withKeys(file, { 'piece layers': new Map(byRoot) });
}
