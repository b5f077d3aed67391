declare const brand: unique symbol;

/** Which piece of the torrent, from 0. */
export type PieceIndex = number & { readonly [brand]: 'piece' };

/** Which block of 16 KiB within its piece, from 0. */
export type BlockIndex = number & { readonly [brand]: 'block' };

/** Which file, in the order of the torrent, pad files included, from 0. */
export type FileIndex = number & { readonly [brand]: 'file' };
