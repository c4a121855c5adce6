import { roleGraph } from '../../analysis/role-graph.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { countsIn } from './allowed-by-policy.ts';
import { type BaselineObject, baselineObjects, type Difference } from './baseline-difference.ts';
import { baselineDifferences } from './baseline-differences.ts';
import { kindWords, nameOf } from './database-object.ts';

function sentence(role: string, { on }: BaselineObject, { missing, extra }: Difference): string {
  const object = `${kindWords(on)} ${nameOf(on)}`;
  if (extra.length === 0)
    return `Role ${role} lacks ${missing.join(', ')} on ${object}, which the policy says it may have`;
  const lacks = missing.length === 0 ? '' : ` and lacks ${missing.join(', ')}`;
  return `Role ${role} holds ${extra.join(', ')} on ${object} beyond what the policy says it may${lacks}`;
}

function byHand(role: string, { through, byName }: Difference): string {
  const roles = `${through.length === 1 ? 'that role is' : 'those roles are'} granted, or take the membership away.`;
  const inherited = `through membership in ${through.join(', ')}: narrow what ${roles}`;
  return byName.length === 0
    ? `The surplus comes ${inherited}`
    : `${byName.join(', ')} was granted to ${role} by name: revoke it. The rest of the surplus comes ${inherited}`;
}

export const privilegeBaselineDiff = defineControl({
  id: 'privilege-baseline-diff',
  title: 'Declared roles have the privileges the policy states, no more and no less',
  area: 'grants',
  scope: 'database',
  severity: 'medium',
  needs: ['schemas', 'relations', 'columns', 'routines', 'roles', 'memberships', 'databases'],
  threats: ['over-privileged-application', 'insider-reads-regulated-data'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.6' },
    { standard: 'CIS PostgreSQL 17', id: '4.6' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233520' },
    { standard: 'PCI DSS 4.0', id: '7.2.1' },
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.5.18' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'Privileges collect: each task adds one, none is taken back, and after some years nobody can say what the application needs. Against a written statement the surplus shows by itself.',
  caution: 'Where the statement is older than the application, correct the statement first.',
  check(database, policy) {
    const declared = (policy.roles ?? []).filter((role) => role.may !== undefined);
    if (declared.length === 0) {
      return {
        outcome: 'unknown',
        reason: 'The policy does not say of any role what it may do (roles, may).',
        decision: 'roles',
      };
    }
    const graph = roleGraph(database.cluster);
    const here = declared.filter(
      // A superuser has everything, whatever it is granted: superuser-count speaks of that.
      (role) => countsIn(role, database.name) && graph.roles.get(role.role)?.superuser === false,
    );
    if (here.length === 0) {
      return {
        outcome: 'not-applicable',
        reason: `No role with stated privileges belongs to database ${database.name}.`,
      };
    }
    const differences = baselineDifferences(database, policy, baselineObjects(database));
    const findings = [...new Set(here.map((role) => role.role))].sort().flatMap((role) =>
      differences(role).map(({ object, difference }): FindingDraft => {
        const { missing, extra, through, changes } = difference;
        return {
          object: { ...object.on, role },
          title: sentence(role, object, difference),
          evidence: { missing, extra, inheritedFrom: through, owner: object.owner },
          remedy: changes === null ? { manual: byHand(role, difference) } : { changes },
          ...(extra.length === 0 ? { severity: 'info' as const } : {}),
        };
      }),
    );
    return judged(findings);
  },
});
