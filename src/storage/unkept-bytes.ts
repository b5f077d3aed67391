/**
 * A piece is of files that nobody wants any more, and of no other: nothing keeps its bytes.
 * Not a failure: it is not to be had.
 */
export class UnkeptBytes extends Error {}
