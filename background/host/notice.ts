import type { Alert, ErrorReport } from '../../src/api/contract.ts';
import type { Settings } from '../../src/api/settings.ts';

/** Something that a person is told also when no window of Rill is in front. */
export interface Notice {
  readonly kind: 'completed' | 'error';
  /** Of the torrent. */
  readonly id: string;
  readonly name: string;
  /** Why it stopped. */
  readonly error?: ErrorReport | undefined;
}

/** undefined for what is not worth it, or not wanted. */
export function noticeOf(
  alert: Alert,
  wanted: Pick<Settings, 'notifyCompleted' | 'notifyError'>,
): Notice | undefined {
  const { kind } = alert;
  if (kind === 'completed' && wanted.notifyCompleted) {
    return { kind, id: alert.id, name: alert.name };
  }
  if (kind === 'torrent-error' && wanted.notifyError) {
    return { kind: 'error', id: alert.id, name: alert.name, error: alert.error };
  }
  return undefined;
}
