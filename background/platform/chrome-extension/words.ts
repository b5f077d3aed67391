/**
 * What Chrome itself is to show in the extension's name, in Chrome's own language: from
 * `extension.*` of ui/i18n, as the build puts it into _locales.
 */
export function words(
  key: string,
  values: Readonly<Record<string, string>> = {},
): string {
  const message = chrome.i18n.getMessage(`extension_${key.replaceAll('-', '_')}`);
  return message.replaceAll(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** "3.1 MB/s" */
export function rate(bytes: number): string {
  const thousands = Math.floor(Math.log10(Math.max(bytes, 1)) / 3);
  const step = Math.min(Math.max(thousands, 1), UNITS.length);
  return new Intl.NumberFormat(chrome.i18n.getUILanguage(), {
    style: 'unit',
    unit: `${UNITS[step - 1]}-per-second`,
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}
