import { cisRecommendations } from './cis-postgresql.ts';
import type { Framework } from './framework.ts';

/** CIS PostgreSQL 16 Benchmark. */
export const cisPostgresql16: Framework = {
  standard: 'CIS PostgreSQL 16',
  requirements: cisRecommendations,
};
