import type { Privilege } from '../../model/privilege.ts';
import type { AuditIntent } from './audit-intent.ts';
import { freshSteps, type Settled } from './settled-objects.ts';
import type { Step } from './step.ts';

/**
 * What pgaudit's auditing role holds is what is recorded: SELECT on each regulated column for reads, INSERT, UPDATE and DELETE on
 * its table for writes. The role never logs in.
 */
export function auditGrants(
  { auditor, objects, regulated, events }: AuditIntent,
  database: string,
  settled: readonly Settled[],
): readonly Step[] {
  if (auditor === null) return [];
  const why = `audit.events: ${events.join(', ')}; ${auditor} holds what pgaudit records`;
  return freshSteps(settled)(({ sim, object: { on } }) => {
    const entries = regulated.filter(
      (one) => one.database === database && one.schema === on.schema && one.table === on.name,
    );
    if (entries.length === 0 || sim.owner() === auditor) return;
    const has = (privilege: Privilege, column: string | null) =>
      sim
        .grants()
        .some(
          (one) =>
            one.grantee === auditor &&
            one.privilege === privilege &&
            (one.column === null || one.column === column),
        );
    if (objects.reads)
      for (const { column } of entries) {
        if (!has('SELECT', column)) sim.grant({ grantee: auditor, column, privileges: ['SELECT'] }, why);
      }
    if (!objects.writes) return;
    const missing = (['DELETE', 'INSERT', 'UPDATE'] as const).filter((privilege) => !has(privilege, null));
    if (missing.length > 0) sim.grant({ grantee: auditor, column: null, privileges: missing }, why);
  });
}
