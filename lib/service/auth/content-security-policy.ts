import { env } from '../../env.ts';
import { overTls } from './over-tls.ts';

/**
 * Scripts: only those with this response's nonce, and what they load. Styles: Radix and the graph position things with style
 * attributes, which no nonce can cover, so style attributes are allowed and style elements are not.
 */
export function contentSecurityPolicy(nonce: string): string {
  const development = env().NODE_ENV === 'development';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // The development server injects style elements of its own.
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "manifest-src 'self'",
    ...(overTls() ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
