import { superuserNames } from '../../analysis/superusers.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { RoleKind } from '../../policy/policy.ts';
import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { isAllowed } from './allowed-by-policy.ts';
import { isSystemSchema, kindWords, nameOf, relationRef } from './database-object.ts';
import { entriesOf, granteesIn, privilegesIn, revocations } from './grant-entry.ts';
import { relationGrants } from './relation-grants.ts';

const beyondDaily: readonly Privilege[] = ['TRUNCATE', 'REFERENCES', 'TRIGGER'];

/** Kinds of roles that these privileges are for. */
const kindsThatMay: readonly RoleKind[] = [...administratorKinds, 'owner', 'migration'];

export const tableTruncateReferencesTrigger = defineControl({
  id: 'table-truncate-references-trigger',
  title: 'TRUNCATE, REFERENCES and TRIGGER only for owners and migrations',
  area: 'grants',
  scope: 'database',
  severity: 'high',
  needs: ['relations', 'roles'],
  threats: ['cross-tenant-access', 'over-privileged-application', 'unrecoverable-loss', 'trojan-objects'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.6' },
    { standard: 'CIS PostgreSQL 17', id: '4.6' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233520' },
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'ddl-rowsecurity' },
  ],
  rationale:
    'GRANT ALL hands these out unasked. TRUNCATE empties every tenant past the row policies, REFERENCES probes which keys exist past them, and TRIGGER plants code that runs as whoever writes next.',
  caution: 'Jobs that truncate staging tables need a migration role or DELETE.',
  check(database, policy) {
    const superusers = superuserNames(database.cluster);
    const findings = relationGrants(database).flatMap(({ relation, toOthers }): FindingDraft[] => {
      const beyond = toOthers.filter((entry) => entry.privileges.some((one) => beyondDaily.includes(one)));
      if (beyond.length === 0) return [];
      if (isSystemSchema(relation.schema) || relation.kind === 'sequence' || relation.extension !== null)
        return [];
      const on = relationRef(database.name, relation);
      return granteesIn(beyond).flatMap((grantee): FindingDraft[] => {
        // What PUBLIC holds is judged by public-table-grants.
        if (grantee === null || superusers.has(grantee)) return [];
        if (isDeclaredAs(policy, grantee, kindsThatMay)) return [];
        const excess = entriesOf(
          beyond,
          grantee,
          (privilege) => beyondDaily.includes(privilege) && !isAllowed(policy, grantee, privilege, on),
        );
        if (excess.length === 0) return [];
        const privileges = privilegesIn(excess);
        return [
          {
            object: { ...on, role: grantee },
            title: `Role ${grantee} holds ${privileges.join(', ')} on ${kindWords(on)} ${nameOf(on)}`,
            evidence: {
              owner: relation.owner,
              privileges,
              grantors: excess.map((entry) => entry.grantor),
              rowSecurity: relation.rowSecurity,
            },
            remedy: { changes: revocations(on, excess) },
            ...(privileges.includes('TRUNCATE') ? {} : { severity: 'medium' as const }),
          },
        ];
      });
    });
    return judged(findings);
  },
});
