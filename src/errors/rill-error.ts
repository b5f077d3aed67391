/**
 * Errors are closed by who is at fault, because that decides what happens next:
 *
 *   peer      drop that peer                        ProtocolError
 *   tracker   try again later, show the reason      TrackerError
 *   web-seed  set it aside, show the reason         WebSeedError
 *   storage   pause the torrent, keep everything    StorageError
 *   network   what the network answered; whoever    NetworkError
 *             asked decides
 *   input     show it to the person                 InputError
 *
 * `code` is stable and survives the message channel; nothing ever matches on `message`.
 */
export type Fault = 'peer' | 'tracker' | 'web-seed' | 'storage' | 'network' | 'input';

export abstract class RillError<Code extends string = string> extends Error {
  abstract override readonly name: string;
  abstract readonly fault: Fault;
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
