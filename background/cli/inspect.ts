import { looksLikeMagnet, parseMagnet } from '../../src/metainfo/magnet.ts';
import { reportError } from '../../src/session/torrent-row.ts';
import { NodeHasher } from '../platform/node/hasher.ts';
import { explain } from './explain.ts';
import { type Inspection, inspectMagnet, inspectTorrent } from './inspection.ts';
import { inspectionText, printable } from './inspection-text.ts';
import type { InspectInvocation } from './look-arguments.ts';
import { readTorrent } from './read-torrent.ts';
import type { Out } from './report.ts';

/** Says what a torrent file or magnet link says. Answers the exit code. */
export async function inspect(
  { source, json }: InspectInvocation,
  out: Out,
  err: Out,
): Promise<number> {
  try {
    const inspection = await look(source);
    out.write(`${json ? JSON.stringify(inspection) : inspectionText(inspection)}\n`);
    return 0;
  } catch (error) {
    const report = reportError(error);
    const { code, message } = report;
    if (json) out.write(`${JSON.stringify({ error: { code, message } })}\n`);
    else err.write(`rill: ${printable(explain(report))}\n`);
    return 2;
  }
}

async function look(source: string): Promise<Inspection> {
  const text = source.trim();
  if (looksLikeMagnet(text)) return inspectMagnet(parseMagnet(text));
  return inspectTorrent(await readTorrent(source, new NodeHasher()));
}
