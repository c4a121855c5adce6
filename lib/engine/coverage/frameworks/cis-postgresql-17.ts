import { cisRecommendations } from './cis-postgresql.ts';
import type { Framework } from './framework.ts';

/** CIS PostgreSQL 17 Benchmark. */
export const cisPostgresql17: Framework = {
  standard: 'CIS PostgreSQL 17',
  requirements: cisRecommendations,
};
