import type { AuthOptions } from 'next-auth';
import credentialsProvider from 'next-auth/providers/credentials';
import { toServiceError } from '../errors.ts';
import { logFailure } from '../log-failure.ts';
import { sessionSecret } from '../secrets/session-secret.ts';
import { livePerson, sessionLifetimeMs } from './live-session.ts';
import { overTls } from './over-tls.ts';
import { sessionCookieName } from './session-cookie.ts';
import { signIn, signOut } from './sign-in.ts';

declare module 'next-auth' {
  interface User {
    sessionId: string;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    /** The session's id in our own table; the cookie holds nothing else that counts. */
    sid?: string;
  }
}

function header(headers: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const value = headers?.[name];
  return typeof value === 'string' ? value : '';
}

/**
 * next-auth with passwords. It can only do sealed cookies for these, so a cookie names a row of the session table, and the
 * `jwt` callback throws when that row is over: next-auth then treats the cookie as none (and our own door never asks it).
 */
export function nextAuthOptions(): AuthOptions {
  const secure = overTls();
  const cookie = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  return {
    secret: sessionSecret(),
    session: { strategy: 'jwt', maxAge: sessionLifetimeMs / 1000 },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookie },
      csrfToken: { name: secure ? '__Host-postern-csrf' : 'postern-csrf', options: cookie },
      callbackUrl: { name: secure ? '__Host-postern-callback' : 'postern-callback', options: cookie },
    },
    providers: [
      credentialsProvider({
        name: 'Password',
        credentials: {
          email: { label: 'E-mail', type: 'email' },
          password: { label: 'Password', type: 'password' },
        },
        authorize: async (given, request) => {
          if (given === undefined || typeof given.email !== 'string' || typeof given.password !== 'string')
            return null;
          if (given.email.length > 254 || given.password.length > 256) return null;
          const forwarded = header(request.headers, 'x-forwarded-for').split(',').at(-1)?.trim();
          try {
            const session = await signIn({
              email: given.email,
              password: given.password,
              address: forwarded || 'unknown',
              userAgent: header(request.headers, 'user-agent'),
            });
            return session === null ? null : { id: session.personId, sessionId: session.sessionId };
          } catch (error) {
            const known = toServiceError(error);
            if (known.code === 'internal') logFailure('sign-in', error);
            // next-auth hands the message of an error to the page as `error=`: a code, never a text.
            throw new Error(known.code);
          }
        },
      }),
    ],
    callbacks: {
      jwt: async ({ token, user }) => {
        if (user) return { sid: user.sessionId };
        if (typeof token.sid !== 'string' || (await livePerson(token.sid)) === null)
          throw new Error('the session is over');
        return { sid: token.sid };
      },
      session: async ({ session, token }) => {
        const person = typeof token.sid === 'string' ? await livePerson(token.sid) : null;
        return {
          expires: session.expires,
          user: { name: person?.name ?? null, email: person?.email ?? null },
        };
      },
      redirect: ({ url, baseUrl }) =>
        url.startsWith('/') && !url.startsWith('//') ? `${baseUrl}${url}` : baseUrl,
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === 'string') await signOut(token.sid);
      },
    },
    logger: {
      // A dead session is everyday business, and so is a wrong password.
      error: (code, metadata) => {
        if (code !== 'JWT_SESSION_ERROR')
          logFailure(`next-auth ${code}`, metadata instanceof Error ? metadata : code);
      },
      warn: () => {},
      debug: () => {},
    },
  };
}
