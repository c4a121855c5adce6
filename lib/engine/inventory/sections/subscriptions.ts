/** `pg_subscription` without its connection string, which only a superuser may read. */
export interface SubscriptionRow {
  readonly database: string;
  readonly name: string;
  readonly owner: string;
  readonly enabled: boolean;
  readonly passwordRequired: boolean | null;
}
