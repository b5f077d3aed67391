import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The notice that ships with a bundle: each package in it, with its version and the whole
 * text of its licence, as most licences ask for.
 *
 * @param {string} root where the inputs' paths begin
 * @param {import('esbuild').Metafile[]} metafiles of all that was bundled
 * @returns {Promise<string>} rejects when a package has no licence text
 */
export async function notices(root, metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => used(output.inputs)),
  );
  const folders = [...new Set(inputs.flatMap(packageFolder))].sort();
  const parts = await Promise.all(folders.map((folder) => notice(join(root, folder))));
  return [HEAD, ...parts].join(`\n${'-'.repeat(72)}\n\n`);
}

const HEAD = 'Rill contains the following packages, each under its own licence.\n';

/** Inputs of which something is left in the output. */
function used(inputs) {
  return Object.entries(inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
}

/** "node_modules/@scope/name/dist/x.js" -> "node_modules/@scope/name"; none for our own. */
function packageFolder(path) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.slice(0, 1) ?? [];
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} ${version} (${license}) has no licence text`);
  const text = await readFile(join(folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
