/** What the page tells the Worker and the Worker the page. Sizes and offsets in bytes. */
export type ToWorker =
  | {
      readonly kind: 'start';
      readonly port: number;
      readonly size: number;
      readonly pieceLength: number;
    }
  /** The slot's contents were copied: it may be filled again. */
  | { readonly kind: 'free'; readonly slot: number };

export type FromWorker =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'filled';
      readonly slot: number;
      readonly offset: number;
      readonly length: number;
    }
  | { readonly kind: 'end' };

export const SLOTS = 16;
export const SLOT_SIZE = 8 * 1024 * 1024;

/** The OPFS file behind a slot. */
export async function slotFile(slot: number): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getFileHandle(`slot-${slot}`, { create: true });
}
