import type { MetainfoWarning, MetainfoWarningCode } from './metainfo.ts';

const MESSAGES: Readonly<Record<MetainfoWarningCode, string>> = {
  'not-canonical': 'keys are out of order or twice, or numbers have leading zeros',
  'guessed-encoding': 'names are not UTF-8: their encoding was guessed',
  'changed-names': 'names were changed to be safe on every system',
  'symlinks-left-out': 'symbolic links are not created',
  'useless-addresses': 'addresses that no client could use were left out',
  'trailing-bytes': 'there are bytes behind the torrent',
  'piece-layers-left-out': 'piece layers were left out that are not of its files',
};

export function warning(code: MetainfoWarningCode): MetainfoWarning {
  return { code, message: MESSAGES[code] };
}
