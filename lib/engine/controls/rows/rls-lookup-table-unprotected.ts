import type { DatabaseFacts } from '../../analysis/facts.ts';
import { relationKey } from '../../analysis/relation-index.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import { viewSources } from '../../analysis/row-security/bypass-by-view.ts';
import { type RowCommand, rowCommands } from '../../analysis/row-security/policy-effect.ts';
import { relationRef as grantable, holdersBound } from '../../analysis/row-security/row-bypass.ts';
import { tablesRowSecurity } from '../../analysis/row-security/table-row-security.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import { relationNamed } from '../grants/by-relation.ts';
import { isSystemSchema, nameOf, relationRef } from '../grants/database-object.ts';
import { isDeclaredAs } from '../roles/approved-role.ts';
import { grantedToOthers, revokeFromOthers } from './granted-to-others.ts';
import {
  expressionsOf,
  type PolicyOnTable,
  policiesInForce,
  policySections,
  unparsed,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';
import { relationsIn } from './unbound-lookup.ts';

const writes: readonly Privilege[] = ['INSERT', 'UPDATE', 'DELETE'];

interface Lookup {
  readonly lookup: RelationRow;
  readonly by: readonly PolicyOnTable[];
}

/** The table itself, or what a view is made of, through any number of views. */
function tablesBehind(database: DatabaseFacts, relation: RelationRow): readonly RelationRow[] {
  const found = new Set([relation]);
  for (const one of found) {
    if (one.kind !== 'view') continue;
    for (const source of viewSources(database).get(relationKey(one.schema, one.name)) ?? [])
      found.add(source);
  }
  return [...found];
}

/** Tables that policies of other tables look into, by themselves or through a view. */
function lookedInto(database: DatabaseFacts, policies: readonly PolicyOnTable[]): readonly Lookup[] {
  const found = new Map<RelationRow, PolicyOnTable[]>();
  for (const one of policies) {
    const named = expressionsOf(one).flatMap(({ tree }) =>
      relationsIn(tree ?? undefined).flatMap(
        ({ schema, name }) => relationNamed(database, schema, name) ?? [],
      ),
    );
    for (const lookup of named.flatMap((relation) => tablesBehind(database, relation))) {
      if (isSystemSchema(lookup.schema) || lookup === one.table.relation) continue;
      if (lookup.kind !== 'table' && lookup.kind !== 'partitioned-table') continue;
      const by = found.get(lookup) ?? [];
      if (!by.includes(one)) found.set(lookup, [...by, one]);
    }
  }
  return [...found].map(([lookup, by]) => ({ lookup, by }));
}

/** Roles that the policy binds, that use its table, and that write the other one as they like. */
function writersAmong(
  database: DatabaseFacts,
  policy: Policy,
  lookup: RelationRow,
  one: PolicyOnTable,
): string[] {
  const { relation } = one.table;
  const users = new Set(holdersBound(database, grantable(database, relation), rowCommands, relation).roles);
  const own = tablesRowSecurity(database, policy).get(relationKey(lookup.schema, lookup.name));
  const freely = (role: string, command: RowCommand) =>
    ['unprotected', 'open', 'bypassed'].includes(own?.effectFor(role, command) ?? 'unprotected');
  return (['INSERT', 'UPDATE', 'DELETE'] as const).flatMap((command) =>
    holdersBound(database, grantable(database, lookup), [command], relation).roles.filter(
      (role) => users.has(role) && one.table.policiesFor(role).includes(one.judged) && freely(role, command),
    ),
  );
}

export const rlsLookupTableUnprotected = defineControl({
  id: 'rls-lookup-table-unprotected',
  title: 'Nobody writes the tables that decide which rows they see',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: [...policySections, 'view-dependencies'],
  threats: ['cross-tenant-access', 'over-privileged-application'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A policy that looks a membership up is as strong as the table it looks into. Whoever is bound by the policy and writes that table adds the membership that is missing.',
  caution:
    'Code that manages memberships with the same role needs a role, or a SECURITY DEFINER function, of its own.',
  check(database, policy) {
    const policies = policiesInForce(database, policy);
    const findings = lookedInto(database, policies).flatMap(({ lookup, by }): FindingDraft[] => {
      const on = relationRef(database.name, lookup);
      const writers = [...new Set(by.flatMap((one) => writersAmong(database, policy, lookup, one)))].sort();
      if (writers.length === 0) return [];
      const tables = [...new Set(by.map((one) => nameOf(one.on)))].sort();
      const applications = writers.every((role) => isDeclaredAs(policy, role, ['application']));
      const graph = roleGraph(database.cluster);
      const granted = grantedToOthers(database, lookup, (privilege) => writes.includes(privilege))
        .map((one) => ({
          on: one.on,
          entries: one.entries.filter((entry) =>
            writers.some(
              (role) =>
                entry.grantee === null || graph.reaches(role, entry.grantee, 'inherit', database.name),
            ),
          ),
        }))
        .filter(({ entries }) => entries.length > 0);
      return [
        {
          object: on,
          title: `Table ${nameOf(on)}, which ${writers.join(', ')} may write, decides which rows of ${tables.join(', ')} they see`,
          evidence: {
            writers,
            tables,
            policies: by.map(({ judged, on }) => `${judged.row.name} on ${nameOf(on)}`),
          },
          remedy:
            granted.length > 0
              ? { changes: revokeFromOthers(granted) }
              : {
                  manual:
                    'Let another role own and write the table, and give these only what they read of it.',
                },
          // A shared application manages memberships for its users more often than it is one of them.
          ...(applications ? { severity: 'medium' as const } : {}),
        },
      ];
    });
    return { outcome: 'judged', findings, undecided: unparsed(policies) };
  },
});
