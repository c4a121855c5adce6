import { env } from '../../env.ts';
import { secretsDirectory } from '../../home.ts';
import { keptSecret } from './kept-secret.ts';

/** What session cookies are sealed with: from the environment, or a file made on first start. */
export function sessionSecret(): string {
  return env().POSTERN_SESSION_SECRET ?? keptSecret(secretsDirectory(), 'session.key');
}
