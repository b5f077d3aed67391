/**
 * Milliseconds from any host of a MemoryNetwork to any other: time passes on every way.
 */
export const TRAVEL_TIME = 1;
