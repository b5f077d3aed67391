/** build.mjs, whose types have no place beside it. */
declare module '*/build.mjs' {
  export interface BuildOptions {
    readonly outDir?: string;
    readonly only?: 'chrome-app' | 'chrome-extension' | 'node';
    readonly root?: string;
    readonly keys?: { readonly app: string; readonly extension: string } | undefined;
  }
  /** All that the window says, by language. */
  export function readTexts(
    root?: string,
  ): Promise<Map<string, Readonly<Record<string, string>>>>;
  export function shippedTexts(
    texts: Map<string, Readonly<Record<string, string>>>,
  ): Map<string, string>;
  export function build(options?: BuildOptions): Promise<void>;
}
