export function extensionId(key: string): string;
