import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../../build.mjs';
import { publicKeyOf, signedCrx } from './crx.ts';
import { extensionId } from './extension-id.mjs';
import { signingKey } from './signing-key.ts';
import { installPolicy, updateManifest } from './update-manifest.ts';
import { zipFolder } from './zip.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const USAGE = `npm run package -- [--out DIR] [--keys DIR --update-url URL]

Makes in DIR (dist/package) what the store takes of the app and the extension: a zip of each, and
listing/ with the words and pictures. The same sources give the same bytes.

  --keys DIR        holds the private keys app.pem and extension.pem; what is missing is made.
                    Makes a .crx of each, signed, whose ids follow from the keys, and what is
                    needed to install them by policy: update.xml and policy.json
  --update-url URL  the folder, on a server of yours, where all of that will lie`;

/** What is shipped, by its folder of the build, its name and the name of its key. */
const SHIPPED = [
  { part: 'chrome-app', name: 'rill-app', key: 'app' },
  { part: 'chrome-extension', name: 'rill-extension', key: 'extension' },
] as const;

interface Options {
  readonly out: string;
  readonly signed: { readonly keys: string; readonly url: string } | undefined;
}

/** Where what is said goes. */
export type Output = Pick<Console, 'log' | 'error'>;

/** Answers the exit code. */
export async function main(
  args: readonly string[],
  output: Output = console,
): Promise<number> {
  const options = readOptions(args);
  if (!options) {
    output.error(USAGE);
    return 2;
  }
  const { out, signed } = options;
  const built = await mkdtemp(join(tmpdir(), 'rill-package-'));
  try {
    const pems = signed && (await privateKeys(signed.keys));
    await build({ outDir: built, ...(pems && { keys: publicKeys(pems) }) });
    await mkdir(out, { recursive: true });
    if (pems) await writeSigned(built, out, pems, signed.url);
    // The store gives keys of its own, and takes none.
    for (const { part, name } of SHIPPED) {
      const version = await withoutKey(join(built, part));
      await writeFile(
        join(out, `${name}-${version}.zip`),
        await zipFolder(join(built, part)),
      );
    }
    await cp(join(ROOT, 'docs/store'), join(out, 'listing'), { recursive: true });
    output.log(out);
    return 0;
  } finally {
    await rm(built, { recursive: true, force: true });
  }
}

function readOptions(args: readonly string[]): Options | undefined {
  const options = {
    out: { type: 'string', default: join(ROOT, 'dist/package') },
    keys: { type: 'string' },
    'update-url': { type: 'string' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    const { keys, 'update-url': url } = values;
    if ((keys === undefined) !== (url === undefined)) return undefined;
    const signed = keys === undefined || url === undefined ? undefined : { keys, url };
    return { out: values.out, signed };
  } catch {
    return undefined;
  }
}

type Keys = Readonly<Record<(typeof SHIPPED)[number]['key'], string>>;

async function privateKeys(folder: string): Promise<Keys> {
  const app = await signingKey(folder, 'app');
  return { app, extension: await signingKey(folder, 'extension') };
}

/** DER in base64. */
function publicKeys({ app, extension }: Keys): Keys {
  const key = (pem: string) => publicKeyOf(pem).toString('base64');
  return { app: key(app), extension: key(extension) };
}

async function writeSigned(
  built: string,
  out: string,
  pems: Keys,
  url: string,
): Promise<void> {
  const base = url.endsWith('/') ? url : `${url}/`;
  const updates = [];
  for (const { part, name, key } of SHIPPED) {
    const { version } = await readManifest(join(built, part));
    const zip = await zipFolder(join(built, part));
    const file = `${name}-${version}.crx`;
    await writeFile(join(out, file), signedCrx(zip, pems[key]));
    const id = extensionId(publicKeys(pems)[key]);
    updates.push({ id, version, url: new URL(file, base).href });
  }
  await writeFile(join(out, 'update.xml'), updateManifest(updates));
  const ids = updates.map(({ id }) => id);
  const policy = installPolicy(ids, new URL('update.xml', base).href);
  await writeFile(join(out, 'policy.json'), policy);
}

/** Answers the version. */
async function withoutKey(folder: string): Promise<string> {
  const { key: _, ...manifest } = await readManifest(folder);
  await writeFile(
    join(folder, 'manifest.json'),
    `${JSON.stringify(manifest, null, 2)}\n`,
  );
  return manifest.version;
}

async function readManifest(folder: string): Promise<{ version: string; key?: string }> {
  return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
}
