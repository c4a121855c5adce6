/** How the server is run; decides in whose terms a remedy is written. Detected, or stated by the policy. */
export type Substrate = 'self-managed' | 'rds' | 'aurora' | 'cloud-sql' | 'azure' | 'kubernetes';

/** Services whose administrators are no superusers: nobody but the provider grants on `pg_catalog` there. */
export function isManaged(substrate: Substrate): boolean {
  return substrate === 'rds' || substrate === 'aurora' || substrate === 'cloud-sql' || substrate === 'azure';
}
