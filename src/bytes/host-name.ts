const NAME = /^[0-9a-z_](?:[0-9a-z_.-]{0,251}[0-9a-z_])?$/i;

/** Whether this could be a name in the DNS (underscores, which are about, included). */
export function isHostName(text: string): boolean {
  return NAME.test(text);
}
