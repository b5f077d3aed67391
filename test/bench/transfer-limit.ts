/** A transfer that takes longer than this, in milliseconds, has failed. */
export const TRANSFER_MS = 180_000;
