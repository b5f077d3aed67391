/** The ids under which we take extension messages, as we say in our handshake (BEP 10). */
export const UT_METADATA = 1;
export const UT_PEX = 2;
export const LT_DONTHAVE = 7;
