import { toBase64 } from '../bytes/base64.ts';
import { encodeUtf8 } from '../bytes/text.ts';

/**
 * An address without the name and password in it, and what is sent for them instead (RFC
 * 7617): "http://name:password@host/" is how private trackers and web seeds are given, and no
 * part of a request.
 */
export function withoutLogin(url: URL): {
  readonly plain: URL;
  readonly headers: ReadonlyMap<string, string>;
} {
  const { username, password } = url;
  if (username === '' && password === '') return { plain: url, headers: new Map() };
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  const login = encodeUtf8(`${decoded(username)}:${decoded(password)}`);
  return { plain, headers: new Map([['Authorization', `Basic ${toBase64(login)}`]]) };
}

/** What is no escape is meant as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
