import { superuserNames } from '../../analysis/superusers.ts';
import type { Change } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Grantee } from '../../model/privilege.ts';
import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { kindWords, nameOf } from './database-object.ts';
import { type GrantEntry, granteesIn, privilegesIn } from './grant-entry.ts';
import { type PrivilegedObject, privilegedObjects, privilegedSections } from './privileged-objects.ts';

const optionOnly = (entry: GrantEntry): GrantEntry => ({ ...entry, privileges: entry.grantable });

/** What `grantee` passed on, and what those passed on in turn: all of it goes with the grant option. */
function passedOn({ entries, owner }: PrivilegedObject, grantee: string): readonly GrantEntry[] {
  if (!entries.some((entry) => entry.grantor === grantee)) return [];
  const from = new Set<Grantee>([grantee]);
  const found = new Set<GrantEntry>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const entry of entries) {
      if (found.has(entry) || !from.has(entry.grantor) || entry.grantee === owner) continue;
      found.add(entry);
      from.add(entry.grantee);
      grew = true;
    }
  }
  return [...found];
}

/**
 * Access that was passed on is granted anew by the owner first, so that nobody but the grantee loses anything. Not to everybody: what
 * PUBLIC holds is a finding of its own, and would have to be taken away again.
 */
function changesFor(
  { on, owner }: PrivilegedObject,
  grantee: string,
  own: readonly GrantEntry[],
  dependent: readonly GrantEntry[],
): Change[] {
  return [
    ...dependent.flatMap(({ grantee: to, privileges }): Change[] =>
      to === null ? [] : [{ do: 'grant', privileges, on, to, grantor: owner }],
    ),
    ...own.map(
      (entry): Change => ({
        do: 'revoke',
        privileges: entry.privileges,
        on,
        from: grantee,
        grantor: entry.grantor,
        grantOptionOnly: true,
        ...(dependent.length > 0 ? { cascade: true } : {}),
      }),
    ),
  ];
}

export const grantOption = defineControl({
  id: 'grant-option',
  title: 'Only owners and administrators pass privileges on',
  area: 'grants',
  scope: 'database',
  severity: 'medium',
  needs: [...privilegedSections, 'databases', 'roles'],
  threats: ['over-privileged-application', 'insider-reads-regulated-data'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.5.18' },
    { standard: 'SOC 2', id: 'CC6.2' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'ddl-priv' },
  ],
  rationale:
    'WITH GRANT OPTION lets a role decide who else gets the privilege, and what it grants carries its own name as grantor, so that the usual REVOKE by the owner leaves it in place.',
  caution:
    'The role can no longer share the object; what it has shared already is granted anew by the owner, except what it shared with everybody (PUBLIC).',
  check(database, policy) {
    const superusers = superuserNames(database.cluster);
    const findings = privilegedObjects(database).flatMap((object): FindingDraft[] => {
      const { on, owner, entries } = object;
      // An owner always has its grant options: they are no grant, and nobody can take them away.
      const optioned = entries.filter((entry) => entry.grantable.length > 0 && entry.grantee !== owner);
      if (optioned.length === 0) return [];
      return granteesIn(optioned).flatMap((grantee): FindingDraft[] => {
        if (grantee === null || superusers.has(grantee)) return [];
        if (isDeclaredAs(policy, grantee, administratorKinds)) return [];
        const own = optioned.filter((entry) => entry.grantee === grantee).map(optionOnly);
        const dependent = passedOn(object, grantee);
        const privileges = privilegesIn(own);
        return [
          {
            object: { ...on, role: grantee },
            title: `Role ${grantee} may pass ${privileges.join(', ')} on ${kindWords(on)} ${nameOf(on)} on to others`,
            evidence: {
              owner,
              privileges,
              grantors: own.map((entry) => entry.grantor),
              passedOnTo: granteesIn(dependent).map((to) => to ?? 'PUBLIC'),
            },
            remedy: { changes: changesFor(object, grantee, own, dependent) },
          },
        ];
      });
    });
    return judged(findings);
  },
});
