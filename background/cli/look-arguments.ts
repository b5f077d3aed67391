import { parseArgs } from 'node:util';

/** `rill inspect`, and what it was told. */
export interface InspectInvocation {
  readonly command: 'inspect';
  /** A .torrent file or a magnet link. */
  readonly source: string;
  readonly json: boolean;
}

/** `rill check`, and what it was told. */
export interface CheckInvocation {
  readonly command: 'check';
  /** A .torrent file. */
  readonly source: string;
  readonly dir: string;
  readonly json: boolean;
}

type Help = { readonly command: 'help' };
type Usage = { readonly command: 'usage'; readonly problem: string };

/** Reads the arguments after "inspect". */
export function readInspect(args: readonly string[]): InspectInvocation | Help | Usage {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return { command: 'help' };
    const [source, ...rest] = positionals;
    if (!source) return usage('name a .torrent file or a magnet link');
    if (rest.length > 0) return onlyOne(rest);
    return { command: 'inspect', source, json: values.json ?? false };
  } catch (error) {
    return usage((error as Error).message);
  }
}

/** Reads the arguments after "check". */
export function readCheck(args: readonly string[]): CheckInvocation | Help | Usage {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dir: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return { command: 'help' };
    const [source, ...rest] = positionals;
    if (!source) return usage('name a .torrent file');
    if (rest.length > 0) return onlyOne(rest);
    if (!values.dir) return usage('say where its files are with --dir');
    return { command: 'check', source, dir: values.dir, json: values.json ?? false };
  } catch (error) {
    return usage((error as Error).message);
  }
}

function onlyOne(rest: readonly string[]): Usage {
  return usage(`one torrent at a time, not also ${rest.join(' ')}`);
}

function usage(problem: string): Usage {
  return { command: 'usage', problem };
}
