import { InputError, type InputErrorCode } from '../../../src/errors/input-error.ts';
import {
  NetworkError,
  type NetworkErrorCode,
} from '../../../src/errors/network-error.ts';
import {
  ProtocolError,
  type ProtocolErrorCode,
} from '../../../src/errors/protocol-error.ts';
import { type Fault, RillError } from '../../../src/errors/rill-error.ts';
import {
  StorageError,
  type StorageErrorCode,
} from '../../../src/errors/storage-error.ts';
import {
  TrackerError,
  type TrackerErrorCode,
} from '../../../src/errors/tracker-error.ts';
import {
  WebSeedError,
  type WebSeedErrorCode,
} from '../../../src/errors/web-seed-error.ts';
import type { LinkError } from './contract.ts';

/** Structured cloning keeps neither the class of an error nor its code. */
export function packError(error: unknown): LinkError {
  if (error instanceof RillError) {
    return { fault: error.fault, code: error.code, message: error.message };
  }
  return { fault: undefined, code: 'internal', message: String(error) };
}

/** The error of the class that packError was given; a plain Error for what was none of ours. */
export function unpackError({ fault, code, message }: LinkError): Error {
  switch (fault as Fault | undefined) {
    case 'peer':
      return new ProtocolError(code as ProtocolErrorCode, message);
    case 'tracker':
      return new TrackerError(code as TrackerErrorCode, message);
    case 'web-seed':
      return new WebSeedError(code as WebSeedErrorCode, message);
    case 'storage':
      return new StorageError(code as StorageErrorCode, message);
    case 'network':
      return new NetworkError(code as NetworkErrorCode, message);
    case 'input':
      return new InputError(code as InputErrorCode, message);
    case undefined:
      return new Error(message);
  }
}
