const NAME = /^[0-9a-z_](?:[0-9a-z_.-]{0,251}[0-9a-z_])?$/i;
/** By which systems tell an address: "127.1", "2130706433" and "0x7f.1" are this machine's. */
const ADDRESS = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i;

/** Whether this could be a name in the DNS (underscores, which are about, included). */
export function isHostName(text: string): boolean {
  return NAME.test(text) && !ADDRESS.test(text);
}
