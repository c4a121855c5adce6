import { env } from '../../env.ts';

/** Whether people reach Postern over TLS. */
export function overTls(): boolean {
  return env().POSTERN_URL?.startsWith('https:') ?? false;
}
