import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BITS = 2048;

/**
 * The private key of what is called `name`, PEM: from the folder that holds the keys, where
 * one is made if there is none. Who has it can put out an update under its id.
 */
export async function signingKey(folder: string, name: string): Promise<string> {
  const file = join(folder, `${name}.pem`);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, privateKey, { flag: 'wx' });
  await chmod(file, 0o600);
  return privateKey;
}
