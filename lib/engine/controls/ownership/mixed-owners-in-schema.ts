import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemSchema, nameOf, relationRef } from '../grants/database-object.ts';
import { declaredOwner } from './declared-owner.ts';

const shown = 50;

export const mixedOwnersInSchema = defineControl({
  id: 'mixed-owners-in-schema',
  title: 'The relations of a schema have one owner',
  area: 'ownership',
  scope: 'database',
  severity: 'low',
  needs: ['relations', 'roles'],
  threats: ['over-privileged-application', 'dangerous-ddl'],
  enforcedWhere: 'role',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'CM-5' },
    { standard: 'ISO 27001:2022', id: 'A.5.15' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'Default privileges hold for the role that creates the object, so a schema with several creators grants by chance, and each owner is one more way round the row policies of its part.',
  caution:
    'A role that loses ownership keeps only what it is granted; its scripts that alter the object stop working.',
  check(database, policy) {
    const bySchema = new Map<string, Map<string, RelationRow[]>>();
    for (const relation of database.read('relations')) {
      if (isSystemSchema(relation.schema) || relation.extension !== null || relation.kind === 'sequence')
        continue;
      const owners = bySchema.get(relation.schema) ?? new Map<string, RelationRow[]>();
      const relations = owners.get(relation.owner) ?? [];
      relations.push(relation);
      bySchema.set(relation.schema, owners.set(relation.owner, relations));
    }
    const target = declaredOwner(database.cluster, policy, database.name);
    const findings = [...bySchema].flatMap(([schema, owners]): FindingDraft[] => {
      if (owners.size < 2) return [];
      const counts = [...owners].map(([owner, relations]) => ({ owner, relations: relations.length }));
      const moved = [...owners]
        .filter(([owner]) => owner !== target)
        .flatMap(([, relations]) => relations.map((relation) => relationRef(database.name, relation)));
      return [
        {
          object: { kind: 'schema', database: database.name, name: schema },
          title: `The relations of schema ${schema} belong to ${owners.size} different roles`,
          evidence: {
            owners: counts.sort((a, b) => (a.owner < b.owner ? -1 : 1)),
            others: moved.slice(0, shown).map(nameOf).sort(),
          },
          remedy:
            target === null
              ? {
                  manual:
                    'Declare one role without LOGIN as owner in the policy, and hand the relations of the others over to it.',
                }
              : { changes: moved.map((on) => ({ do: 'alter-owner' as const, on, to: target })) },
        },
      ];
    });
    return judged(findings);
  },
});
