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
 * What mends one finding. `sql` runs as it is; `migration` is SQL on schema-owned objects, to be handed to whoever owns the
 * schema; `config` is a whole file (`pg_hba.conf`) or a managed service's parameter; `manual` is words only.
 */
export interface Plan {
  readonly finding: string;
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
}
