import type { ConnectionTarget } from '../../connect/connection-target.ts';
import { checkStatements, UnsafeScript } from '../check-script.ts';
import { ApplyRefused } from './apply-outcome.ts';
import type { ApplySession } from './apply-session.ts';
import type { ApprovedScript } from './approved-script.ts';

/** What can be refused without a server. PostgreSQL's parser has to be loaded. Throws `ApplyRefused`. */
export function checkScript(script: ApprovedScript, target: ConnectionTarget): void {
  if (script.kind !== 'sql' || script.statements.length === 0) throw new ApplyRefused('not-executable');
  // ALTER ROLE … SET and ALTER DATABASE … SET stand alone as well as ALTER SYSTEM does.
  const alone = script.changes.every((change) => change.do === 'set-parameter');
  if (!alone && new Set(script.statements.map((statement) => statement.transactional)).size > 1)
    throw new ApplyRefused('mixed');
  if (script.role === script.scanRole || target.user === script.scanRole) throw new ApplyRefused('scan-role');
  if (target.user !== script.role) throw new ApplyRefused('other-role');
  if (target.database !== script.database) throw new ApplyRefused('other-database');
  try {
    checkStatements(script.statements);
  } catch (error) {
    if (error instanceof UnsafeScript) throw new ApplyRefused('unsafe-script', { about: error.message });
    throw error;
  }
}

/** The server that answers is the one that was approved, and as whom was approved. Throws `ApplyRefused`. */
export function checkIdentity({ identity }: ApplySession, script: ApprovedScript): void {
  if (identity.systemIdentifier !== script.systemIdentifier) throw new ApplyRefused('other-server');
  if (identity.inRecovery) throw new ApplyRefused('standby');
  if (identity.database !== script.database) throw new ApplyRefused('other-database');
  if (Math.floor(identity.versionNum / 10_000) !== script.major) throw new ApplyRefused('other-major');
  if (identity.role === script.scanRole) throw new ApplyRefused('scan-role');
  // `ALTER ROLE … SET role` lets a session begin as somebody else than it signed in as.
  if (identity.role !== script.role || identity.currentRole !== script.role)
    throw new ApplyRefused('other-role');
}
