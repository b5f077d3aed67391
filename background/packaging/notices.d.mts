interface Inputs {
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

export function notices(
  root: string,
  metafiles: readonly { readonly outputs: Readonly<Record<string, Inputs>> }[],
): Promise<string>;
