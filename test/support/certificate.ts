import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const TIMEOUT_MS = 20_000;

/** A key and a certificate for 127.0.0.1 that nobody vouches for, both PEM. */
export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

export async function makeCertificate(): Promise<Certificate> {
  const dir = await mkdtemp(join(tmpdir(), 'certificate-'));
  try {
    const [key, cert] = [join(dir, 'key'), join(dir, 'cert')];
    const name = ['-subj', '/CN=test', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert];
    const args = ['req', '-x509', '-days', '2', ...name, ...made];
    await promisify(execFile)('openssl', args, { timeout: TIMEOUT_MS });
    return { key: await readFile(key), cert: await readFile(cert) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The flag with which Chromium takes it as if somebody vouched for it. */
export function trustingFlag({ cert }: Certificate): string {
  const spki = new X509Certificate(cert).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  const hash = createHash('sha256').update(spki).digest('base64');
  return `--ignore-certificate-errors-spki-list=${hash}`;
}
