/** What one side of a link can be asked and told, by name. */
export interface LinkSide {
  readonly calls: Readonly<
    Record<string, { readonly input: unknown; readonly output: unknown }>
  >;
  readonly signals: Readonly<Record<string, unknown>>;
}

/** What travels. The values are whatever structured cloning carries. */
export type LinkMessage =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly name: string;
      readonly input: unknown;
    }
  | { readonly kind: 'reply'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: LinkError }
  | { readonly kind: 'signal'; readonly name: string; readonly input: unknown };

export interface LinkError {
  /** undefined: none of ours, a defect. */
  readonly fault: string | undefined;
  readonly code: string;
  readonly message: string;
}

/** What a Worker, its inside and a MessagePort have in common. */
export interface LinkPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}
