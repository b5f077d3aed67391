/** One of what is installed by policy. */
export interface Update {
  readonly id: string;
  readonly version: string;
  /** Where the .crx lies. */
  readonly url: string;
}

/**
 * What Chrome asks an address of ours for, to install by policy and to keep up to date
 * (https://developer.chrome.com/docs/apps/autoupdate).
 */
export function updateManifest(updates: readonly Update[]): string {
  const apps = updates.map(({ id, version, url }) =>
    [
      `  <app appid="${id}">`,
      `    <updatecheck codebase="${quoted(url)}" version="${version}" />`,
      '  </app>',
    ].join('\n'),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">',
    ...apps,
    '</gupdate>',
    '',
  ].join('\n');
}

/** The policy that installs them from `updateUrl` and keeps them there. */
export function installPolicy(ids: readonly string[], updateUrl: string): string {
  const list = ids.map((id) => `${id};${updateUrl}`);
  return `${JSON.stringify({ ExtensionInstallForcelist: list }, null, 2)}\n`;
}

function quoted(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
