import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from '#lib/service/auth/content-security-policy.ts';
import { overTls } from '#lib/service/auth/over-tls.ts';

/**
 * Puts the content security policy with a fresh nonce on every page, and tells the page its own path, to come back to after
 * signing in. No authorisation happens here: that is the door's (lib/service/auth), in every page and route.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(18).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next reads the nonce for its own scripts out of the policy on the request.
  headers.set('content-security-policy', policy);
  headers.set('x-postern-path', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  if (overTls()) response.headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
  return response;
}

export const config = {
  // Everything but built files, which have no markup.
  matcher: ['/((?!_next/static|_next/image).*)'],
};
