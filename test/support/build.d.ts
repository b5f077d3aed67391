/** build.mjs, whose types have no place beside it. */
declare module '*/build.mjs' {
  export interface BuildOptions {
    readonly outDir?: string;
    readonly only?: 'chrome-app' | 'node';
    readonly root?: string;
  }
  export function build(options?: BuildOptions): Promise<void>;
}
