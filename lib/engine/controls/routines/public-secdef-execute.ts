import type { Evidence, FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl, judged } from '../control.ts';
import { isAllowed } from '../grants/allowed-by-policy.ts';
import { nameOf, routineKind, routineRef } from '../grants/database-object.ts';
import { entriesOf, type GrantEntry, grantEntries, granteesIn, revocations } from '../grants/grant-entry.ts';
import { keptForDeclared } from '../grants/kept-for-declared.ts';
import { isRequestRole } from '../grants/request-role.ts';
import { definerRoutines } from './own-routines.ts';

/** Whoever reaches an API in front of the server may execute it: by a grant of its own, which taking PUBLIC's away leaves. */
const requestFindings = (
  policy: Policy,
  on: ObjectRef,
  owner: string,
  entries: readonly GrantEntry[],
  evidence: Evidence,
): FindingDraft[] =>
  granteesIn(entries)
    .filter(isRequestRole)
    .filter((role) => role !== owner && !isAllowed(policy, role, 'EXECUTE', on))
    .map((role) => ({
      object: { ...on, role },
      title: `Requests that run as ${role} may execute ${nameOf(on)}, which runs as its owner ${owner}`,
      evidence,
      remedy: { changes: revocations(on, entriesOf(entries, role)) },
      ...(role === 'authenticated' ? { severity: 'medium' as const } : {}),
    }));

export const publicSecdefExecute = defineControl({
  id: 'public-secdef-execute',
  title: 'No SECURITY DEFINER routine that everybody may execute',
  area: 'routines',
  scope: 'database',
  severity: 'high',
  needs: ['routines', 'roles'],
  threats: ['escalation-to-superuser', 'cross-tenant-access', 'over-privileged-application'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.5' },
    { standard: 'CIS PostgreSQL 17', id: '4.5' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233543' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6(10)' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'PostgreSQL documentation', id: 'sql-createfunction' },
  ],
  rationale:
    'Such a routine runs with the rights of its owner, and PostgreSQL lets everybody execute a new routine unless told otherwise: an empty ACL column means all. Each account then has the owner’s rights as far as the code lets it.',
  caution: 'Callers need EXECUTE by name; the script grants it to the roles whose may covers the routine.',
  check(database, policy) {
    const findings = definerRoutines(database).flatMap((routine) => {
      const on = routineRef(database.name, routine);
      const entries = grantEntries(routine.acl, routineKind(routine.kind), routine.owner);
      // A trigger function runs only by a trigger; still, who may execute it may put it on a table of its own.
      const trigger = routine.returnType === 'trigger' || routine.returnType === 'event_trigger';
      const evidence = {
        owner: routine.owner,
        builtInDefault: routine.acl === null,
        language: routine.language,
        triggerFunction: trigger,
      };
      const requests = trigger ? [] : requestFindings(policy, on, routine.owner, entries, evidence);
      const open = entriesOf(entries, null);
      if (open.length === 0) return requests;
      const grants = keptForDeclared(database, policy, { on, owner: routine.owner, entries }, ['EXECUTE']);
      return [
        {
          object: { ...on, public: true as const },
          title: `Everybody (PUBLIC) may execute ${nameOf(on)}, which runs as its owner ${routine.owner}`,
          evidence,
          remedy: { changes: [...grants, ...revocations(on, open)] },
          ...(trigger ? { severity: 'medium' as const } : {}),
        },
        ...requests,
      ];
    });
    return judged(findings);
  },
});
