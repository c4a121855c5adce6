import { escapeIdentifier } from 'pg';
import { ConnectFailure, type ConnectFailureCode } from '../connect/connect-failure.ts';
import type { Gap } from '../model/gap.ts';

/** Answers by which a server turns one database's connection away and may still let the scan into the next. */
const perDatabase: ReadonlySet<ConnectFailureCode> = new Set<ConnectFailureCode>([
  'permission',
  'no-hba-entry',
  'authentication',
  'password-missing',
  'insecure-authentication',
  'unsupported-authentication',
  'tls-not-offered',
  'tls-client-certificate',
  'database-missing',
  'database-closed',
  'too-many-connections',
  'timeout',
  'pooler',
]);

/** A database that could not be connected to; null where the failure is about the server, and the scan with it. */
export function databaseGap(error: unknown, database: string, scanRole: string): Gap | null {
  if (!(error instanceof ConnectFailure) || !perDatabase.has(error.code)) return null;
  const grant =
    error.code === 'permission'
      ? `GRANT CONNECT ON DATABASE ${escapeIdentifier(database)} TO ${escapeIdentifier(scanRole)};`
      : null;
  return Object.freeze({
    input: 'database',
    database,
    reason: `the database could not be connected to: ${error.message}`,
    grant,
  });
}
