import { env } from '../../env.ts';
import { ServiceError } from '../errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export function isSafe(method: string): boolean {
  return safeMethods.has(method);
}

/**
 * Refuses a request that changes something unless it comes from one of our own pages. Browsers send `Sec-Fetch-Site` where
 * they can and `Origin` always on such requests; a request with neither is refused (OWASP ASVS 5.0, 3.5.1).
 */
export function requireSameOrigin(request: Request): void {
  if (isSafe(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const fromHere =
    (site === null || site === 'same-origin') && (origin === null || isOwnOrigin(request, origin));
  if (!fromHere || (site === null && origin === null)) {
    throw new ServiceError(
      'foreign-origin',
      'This request did not come from Postern itself, so it was refused.',
    );
  }
}

function isOwnOrigin(request: Request, origin: string): boolean {
  const configured = env().POSTERN_URL;
  if (configured !== undefined) return origin === new URL(configured).origin;
  // Without a configured address the one in the address bar counts: Host is what the browser connected to.
  return origin === `http://${request.headers.get('host') ?? new URL(request.url).host}`;
}
