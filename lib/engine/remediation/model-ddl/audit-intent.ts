import { auditEvent } from '../../analysis/audit-events.ts';
import type { ClusterFacts } from '../../analysis/facts.ts';
import { isOwnValue, parameter } from '../../analysis/parameter.ts';
import type { Classification, Policy } from '../../policy/policy.ts';

/** The role of pgaudit's object auditing where the server names none: it holds what is to be recorded, and never logs in. */
const newAuditor = 'object_auditor';

/** What the policy's events ask of this server. */
export interface AuditIntent {
  readonly events: readonly string[];
  /** pgaudit shows its parameters only where it is loaded; null where the value hides behind the scan role's own. */
  readonly pgaudit: { readonly log: string | null; readonly role: string | null } | null;
  /** Statement classes of `pgaudit.log`. */
  readonly classes: readonly string[];
  /** Recorded by object: reads and writes of regulated columns. */
  readonly objects: { readonly reads: boolean; readonly writes: boolean };
  readonly auditor: string | null;
  /** Events that the server's own log records, at `log_statement = 'ddl'`. */
  readonly definitions: boolean;
  /** Regulated columns of the policy, all databases. */
  readonly regulated: readonly Classification[];
}

/** Null where the policy asks for no audit. Throws `UnreadSection` without `settings`. */
export function auditIntent(policy: Policy, cluster: ClusterFacts): AuditIntent | null {
  const events = policy.audit?.events ?? [];
  if (events.length === 0) return null;
  const known = events.map((name) => ({ name, event: auditEvent(name) }));
  const log = parameter(cluster, 'pgaudit.log');
  const role = parameter(cluster, 'pgaudit.role');
  const seen = (row: typeof log) => (row === null || isOwnValue(row) ? null : row.value);
  const pgaudit = log === null ? null : { log: seen(log), role: seen(role) };
  const byObject = known.filter(({ event }) => event?.byObject === true);
  const regulated = (policy.classification ?? []).filter((entry) => entry.class === 'regulated');
  const objects = {
    reads: regulated.length > 0 && byObject.some(({ event }) => event?.pgauditClass === 'read'),
    writes: regulated.length > 0 && byObject.some(({ event }) => event?.pgauditClass === 'write'),
  };
  const classes = new Set(
    known.flatMap(({ event }) => (event && !event.byObject ? [event.pgauditClass] : [])),
  );
  const needsAuditor = pgaudit !== null && (objects.reads || objects.writes);
  return {
    events,
    pgaudit,
    classes: [...classes].sort(),
    objects,
    auditor: needsAuditor ? pgaudit.role || newAuditor : null,
    definitions: known.some(({ event }) => event?.logStatement === 'ddl'),
    regulated,
  };
}
