import { routineMentions } from '../../analysis/row-security/routine-mentions.ts';
import { passwordKindsSelect } from '../../connect/scan-role-grants.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { Remedy } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Grantee } from '../../model/privilege.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf, routineKind, routineRef, routineWord } from '../grants/database-object.ts';
import { grantEntries, granteesIn } from '../grants/grant-entry.ts';
import { declaredOwner } from '../ownership/declared-owner.ts';
import { isDeclaredAs } from '../roles/approved-role.ts';
import { definerRoutines } from './own-routines.ts';

/**
 * The function of Postern's own script that tells how passwords are stored: the scan calls it only where a superuser owns it, so it
 * cannot be anybody else's. Only as the script makes it, and for whoever scans alone.
 */
function isOwnPasswordFunction(
  routine: RoutineRow,
  callers: readonly Grantee[],
  scans: (role: string) => boolean,
) {
  return (
    routine.schema === 'postern' &&
    routine.name === 'password_kinds' &&
    routine.source?.trim() === passwordKindsSelect.trim() &&
    routine.config.join() === 'search_path=pg_catalog, pg_temp' &&
    callers.every((caller) => caller !== null && scans(caller))
  );
}

/** Catalogs that installation keeps for superusers: what reads one of them stops working with any other owner. */
const superusersOnly: ReadonlySet<string> = new Set([
  'pg_authid',
  'pg_shadow',
  'pg_user_mapping',
  'pg_statistic',
  'pg_largeobject',
]);

/** Which of them a routine's text names. */
function readsAsSuperuser(routine: RoutineRow): readonly string[] {
  const named = routineMentions(routine)
    .relations.filter(
      ({ schema, name }) => (schema ?? 'pg_catalog') === 'pg_catalog' && superusersOnly.has(name),
    )
    .map(({ name }) => name);
  return [...new Set(named)].sort();
}

function remedyFor(on: ObjectRef, routine: RoutineRow, target: string | null): Remedy {
  const reads = readsAsSuperuser(routine);
  if (reads.length > 0)
    return {
      manual: `It reads ${reads.join(', ')}, which no ordinary owner may. Let the one role that needs it execute it and nobody else, have it give out as little as that role can do with, and accept it in the policy (exceptions).`,
    };
  if (target === null)
    return {
      manual:
        'Declare one ordinary role without LOGIN as owner in the policy, hand the routine over to it, and grant that role what the routine needs.',
    };
  return { changes: [{ do: 'alter-owner', on, to: target }] };
}

export const secdefOwnerSuperuser = defineControl({
  id: 'secdef-owner-superuser',
  title: 'No SECURITY DEFINER routine of a superuser that others may execute',
  area: 'routines',
  scope: 'database',
  severity: 'high',
  needs: ['routines', 'roles'],
  threats: ['escalation-to-superuser', 'cross-tenant-access', 'escalation-to-operating-system'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.5' },
    { standard: 'CIS PostgreSQL 17', id: '4.5' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233543' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'PostgreSQL documentation', id: 'sql-createfunction' },
  ],
  rationale:
    'Its code runs as superuser for whoever calls it, past every grant and row policy. One unqualified name or one concatenated argument in it hands the caller the cluster.',
  caution:
    'The routine can then do no more than its new owner: test it, and grant that owner what it reads and writes.',
  check(database, policy) {
    const roles = new Map(database.cluster.read('roles').map((role) => [role.name, role]));
    const { scanRole } = database.cluster.inventory.server;
    const scans = (role: string) => role === scanRole || isDeclaredAs(policy, role, ['scanner']);
    const target = declaredOwner(database.cluster, policy, database.name);
    const owning = target === null ? undefined : roles.get(target);
    const ordinary = owning?.superuser || owning?.bypassRls ? null : target;
    const findings = definerRoutines(database).flatMap((routine): FindingDraft[] => {
      const owner = roles.get(routine.owner);
      if (!owner?.superuser && !owner?.bypassRls) return [];
      const callers = granteesIn(grantEntries(routine.acl, routineKind(routine.kind), routine.owner)).filter(
        (grantee) =>
          grantee === null || (grantee !== routine.owner && roles.get(grantee)?.superuser !== true),
      );
      if (callers.length === 0 || isOwnPasswordFunction(routine, callers, scans)) return [];
      const on = routineRef(database.name, routine);
      const what = owner.superuser ? 'superuser' : 'a role that bypasses row security';
      return [
        {
          object: on,
          title: `${routineWord(on)} ${nameOf(on)} runs as ${owner.name}, ${what}, for ${callers.includes(null) ? 'everybody (PUBLIC)' : callers.join(', ')}`,
          evidence: {
            owner: owner.name,
            superuser: owner.superuser,
            bypassRls: owner.bypassRls,
            callers: callers.map((caller) => caller ?? 'PUBLIC'),
          },
          remedy: remedyFor(on, routine, ordinary),
          ...(owner.superuser ? {} : { severity: 'medium' as const }),
        },
      ];
    });
    return judged(findings);
  },
});
