export interface ChromiumOptions {
  readonly appDirectory: string;
  readonly profileDirectory: string;
  readonly headless: boolean;
  readonly asRoot: boolean;
}

export function chromiumFlags(options: ChromiumOptions): string[];
export const PUPPETEER_IGNORED_DEFAULTS: string[];
