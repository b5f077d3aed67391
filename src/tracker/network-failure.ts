import { NetworkError } from '../errors/network-error.ts';
import { TrackerError, type TrackerErrorCode } from '../errors/tracker-error.ts';

/** What the network answered, or whatever else went wrong: the tracker's fault. */
export function networkFailure(error: unknown): TrackerError {
  if (error instanceof TrackerError) return error;
  // Not its own words: they may hold the address, and so a passkey.
  const [code, message]: [TrackerErrorCode, string] =
    error instanceof NetworkError
      ? networkReason(error)
      : ['unreachable', 'the tracker cannot be asked'];
  return new TrackerError(code, message, { cause: error });
}

function networkReason(error: NetworkError): [TrackerErrorCode, string] {
  switch (error.code) {
    case 'refused':
      return ['connection-refused', 'the tracker refused the connection'];
    case 'timed-out':
      return ['timed-out', 'the tracker did not answer in time'];
    case 'name-not-found':
      return ['name-not-found', "the tracker's name cannot be found"];
    case 'denied':
      return [
        'blocked',
        'the tracker cannot be reached: this computer does not allow it',
      ];
    case 'reset':
    case 'unreachable':
    case 'address-in-use':
    case 'aborted':
    case 'failed':
      return ['unreachable', `the tracker cannot be reached: ${error.message}`];
  }
}
