import type { ConnectionTarget } from '../../connect/connection-target.ts';

/**
 * An empty PostgreSQL server of the wanted major that nobody else can reach as it starts, with TLS ready to be turned on. The engine does
 * not start servers: whoever calls it hands in how.
 */
export interface ThrowAway {
  /** Its superuser `postgres`, through a socket that only Postern reaches. */
  readonly target: ConnectionTarget;
  /** Parameters that it keeps for itself: where it listens, where its files are. Lower case. */
  readonly kept: ReadonlySet<string>;
  /** Replaces what was configured before, in `postgresql.conf`; takes effect with the next restart. */
  configure(settings: ReadonlyMap<string, string>): void;
  /** Replaces `pg_hba.conf`; takes effect with the next reload. */
  writeHba(text: string): void;
  /**
   * Null when it started, else the server's own last words. `loopback`: from here on it also listens on this machine's loopback, at the
   * target's port. Whoever asks for that has seen to it that nobody can log in there.
   */
  restart(listen?: 'loopback'): Promise<string | null>;
  stop(): Promise<void>;
}

export type StartThrowAway = (major: number) => Promise<ThrowAway | { readonly unavailable: string }>;
