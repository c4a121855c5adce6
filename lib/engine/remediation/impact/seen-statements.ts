/** A statement that a role which loses something has run on what it loses. */
export interface SeenStatement {
  readonly database: string;
  readonly role: string;
  /** As `pg_stat_statements` normalises it: literals are `$n`. Hostile text. */
  readonly query: string;
  readonly calls: number;
  /** Which of the lost relations it names, `schema.name`. */
  readonly relations: readonly string[];
}
