import { decode } from 'next-auth/jwt';
import { sessionSecret } from '../secrets/session-secret.ts';
import { overTls } from './over-tls.ts';

/** `__Host-` binds a cookie to this very host, over TLS only; browsers refuse the prefix without it. */
export function sessionCookieName(): string {
  return overTls() ? '__Host-postern-session' : 'postern-session';
}

/** The value of one cookie of a `Cookie` header. */
export function readCookie(header: string | null, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

/** The session id sealed in a cookie value, or null when it is not ours or out of date. Says nothing about the session's state. */
export async function sessionIdIn(cookie: string | null): Promise<string | null> {
  if (cookie === null || cookie === '') return null;
  try {
    const token = await decode({ token: cookie, secret: sessionSecret() });
    return typeof token?.sid === 'string' ? token.sid : null;
  } catch {
    // Not decryptable with our key: a cookie of somebody else's making, or of an earlier key.
    return null;
  }
}
