import {
  NetworkError,
  type NetworkErrorCode,
} from '../../../src/errors/network-error.ts';

/** Chromium's own error numbers and names (net/base/net_error_list.h), as far as we tell them. */
const NET_ERRORS: readonly (readonly [number, string, NetworkErrorCode])[] = [
  [-3, 'ERR_ABORTED', 'aborted'],
  [-7, 'ERR_TIMED_OUT', 'timed-out'],
  [-10, 'ERR_ACCESS_DENIED', 'denied'],
  [-15, 'ERR_SOCKET_NOT_CONNECTED', 'reset'],
  [-20, 'ERR_BLOCKED_BY_CLIENT', 'denied'],
  [-21, 'ERR_NETWORK_CHANGED', 'unreachable'],
  [-27, 'ERR_BLOCKED_BY_RESPONSE', 'denied'],
  [-100, 'ERR_CONNECTION_CLOSED', 'reset'],
  [-101, 'ERR_CONNECTION_RESET', 'reset'],
  [-102, 'ERR_CONNECTION_REFUSED', 'refused'],
  [-103, 'ERR_CONNECTION_ABORTED', 'reset'],
  [-105, 'ERR_NAME_NOT_RESOLVED', 'name-not-found'],
  [-106, 'ERR_INTERNET_DISCONNECTED', 'unreachable'],
  [-108, 'ERR_ADDRESS_INVALID', 'unreachable'],
  [-109, 'ERR_ADDRESS_UNREACHABLE', 'unreachable'],
  [-118, 'ERR_CONNECTION_TIMED_OUT', 'timed-out'],
  [-137, 'ERR_NAME_RESOLUTION_FAILED', 'name-not-found'],
  [-138, 'ERR_NETWORK_ACCESS_DENIED', 'denied'],
  [-147, 'ERR_ADDRESS_IN_USE', 'address-in-use'],
];

/** What a result code of chrome.sockets says. */
export function netErrorFromNumber(number: number): NetworkError {
  const known = NET_ERRORS.find(([candidate]) => candidate === number);
  return known
    ? new NetworkError(known[2], `net::${known[1]}`)
    : new NetworkError('failed', `net error ${number}`);
}

/** What an exception says that names a net error, as those of open Direct Sockets do. */
export function netErrorFromException(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const name = /net::(ERR_\w+)/.exec(message)?.[1];
  const known = NET_ERRORS.find(([, candidate]) => candidate === name);
  return new NetworkError(known?.[2] ?? 'failed', message, { cause: error });
}
