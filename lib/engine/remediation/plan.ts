import type { Change } from '../model/change.ts';

/** What the lock modes are called in PostgreSQL documentation 13.3.1, as `pg_locks.mode` writes them. */
export interface StatementLock {
  readonly object: string;
  readonly mode: string;
}

export interface PlannedStatement {
  readonly sql: string;
  readonly lock: StatementLock | null;
  readonly transactional: boolean;
}

/**
 * A question to the catalog with one row of one boolean cell: true says that it holds. Everything in it is qualified and
 * quoted and stands in `pg_catalog`, so that any session can ask it; types in signatures are read under
 * `search_path = pg_catalog, pg_temp`.
 */
export interface Condition {
  /** One sentence that is true when the condition holds. Names stand in it visible and inert. */
  readonly says: string;
  readonly sql: string;
}

/**
 * What mends one finding or several. `sql` runs as it is; `migration` is SQL on schema-owned objects, to be handed to whoever owns the
 * schema; `config` is a whole file (`pg_hba.conf`) or a managed service's parameter; `manual` is words only.
 */
export interface Plan {
  /** Fingerprints of the findings it mends. */
  readonly findings: readonly string[];
  readonly kind: 'sql' | 'config' | 'manual' | 'migration';
  readonly changes: readonly Change[];
  /** Database to run in; null: any database of the cluster. */
  readonly database: string | null;
  readonly up: readonly PlannedStatement[];
  readonly down: readonly PlannedStatement[];
  /** The whole script as text, up and down; for `config` the whole file, for `manual` the words. */
  readonly upText: string;
  readonly downText: string;
  readonly transactional: boolean;
  /** Say where a reload is not enough. */
  readonly restartNeeded: boolean;
  readonly handOff: boolean;
  readonly irreversible: string | null;
  /** What has to hold before `up`: the objects and roles it names, and the state it was planned on. */
  readonly preconditions: readonly Condition[];
  /** What holds after `up`, and did not before: a REVOKE that changed nothing is seen here and nowhere else. */
  readonly postconditions: readonly Condition[];
  /** What has to happen outside this server, in words. */
  readonly outside: readonly string[];
  /** What goes along with it that the finding does not say: cascades, people cut off, what stays reachable. */
  readonly warnings: readonly string[];
}
