import { ProtocolError } from '../../errors/protocol-error.ts';

/** "I do not have this piece any more" (BEP 54): the piece, four bytes. */
export function encodeDontHave(piece: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, piece);
  return bytes;
}

/** The piece. Throws ProtocolError 'bad-message'. */
export function decodeDontHave(payload: Uint8Array): number {
  if (payload.length !== 4) {
    throw new ProtocolError('bad-message', `a donthave of ${payload.length} bytes`);
  }
  return new DataView(payload.buffer, payload.byteOffset).getUint32(0);
}
