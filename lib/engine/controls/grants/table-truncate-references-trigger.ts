import { columnsWithAcl } from '../../analysis/relation-index.ts';
import { superuserNames } from '../../analysis/superusers.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { Change } from '../../model/change.ts';
import type { Evidence, FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { RoleKind } from '../../policy/policy.ts';
import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { isAllowed } from './allowed-by-policy.ts';
import { relationNamed } from './by-relation.ts';
import { columnRef, isSystemSchema, kindWords, nameOf, relationRef } from './database-object.ts';
import {
  entriesOf,
  type GrantEntry,
  grantEntries,
  grantEntriesIn,
  granteesIn,
  privilegesIn,
  revocations,
} from './grant-entry.ts';
import { relationGrants } from './relation-grants.ts';

/** Those of the three that mean something on each kind of relation. */
const beyondDaily: Readonly<Record<RelationRow['kind'], readonly Privilege[]>> = {
  table: ['TRUNCATE', 'REFERENCES', 'TRIGGER'],
  'partitioned-table': ['TRUNCATE', 'REFERENCES', 'TRIGGER'],
  'foreign-table': ['TRUNCATE', 'TRIGGER'],
  view: ['TRIGGER'],
  'materialized-view': [],
  sequence: [],
};

/** Kinds of roles that these privileges are for. */
const kindsThatMay: readonly RoleKind[] = [...administratorKinds, 'owner', 'migration'];

export const tableTruncateReferencesTrigger = defineControl({
  id: 'table-truncate-references-trigger',
  title: 'TRUNCATE, REFERENCES and TRIGGER only for owners and migrations',
  area: 'grants',
  scope: 'database',
  severity: 'high',
  needs: ['relations', 'columns', 'default-acls', 'roles'],
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
    const findings = (
      on: ObjectRef,
      entries: readonly GrantEntry[],
      beyond: readonly Privilege[],
      words: (role: string, privileges: string) => string,
      evidence: Evidence,
      remedy: (excess: readonly GrantEntry[]) => readonly Change[],
    ): FindingDraft[] =>
      granteesIn(entries).flatMap((grantee): FindingDraft[] => {
        // What PUBLIC holds is judged by public-table-grants and public-column-grants.
        if (grantee === null || superusers.has(grantee)) return [];
        if (isDeclaredAs(policy, grantee, kindsThatMay)) return [];
        const excess = entriesOf(
          entries,
          grantee,
          (privilege) => beyond.includes(privilege) && !isAllowed(policy, grantee, privilege, on),
        );
        if (excess.length === 0) return [];
        const privileges = privilegesIn(excess);
        return [
          {
            object: { ...on, role: grantee },
            title: words(`Role ${grantee}`, privileges.join(', ')),
            evidence: { ...evidence, privileges, grantors: excess.map((entry) => entry.grantor) },
            remedy: { changes: remedy(excess) },
            ...(privileges.includes('TRUNCATE') ? {} : { severity: 'medium' as const }),
          },
        ];
      });
    const onRelations = relationGrants(database).flatMap(({ relation, toOthers }): FindingDraft[] => {
      const beyond = beyondDaily[relation.kind];
      const some = toOthers.filter((entry) => entry.privileges.some((one) => beyond.includes(one)));
      if (some.length === 0) return [];
      if (isSystemSchema(relation.schema) || relation.extension !== null) return [];
      const on = relationRef(database.name, relation);
      return findings(
        on,
        some,
        beyond,
        (role, privileges) => `${role} holds ${privileges} on ${kindWords(on)} ${nameOf(on)}`,
        { owner: relation.owner, rowSecurity: relation.rowSecurity },
        (excess) => revocations(on, excess),
      );
    });
    // Of the three only REFERENCES is granted by column.
    const onColumns = columnsWithAcl(database).flatMap((column): FindingDraft[] => {
      const relation = relationNamed(database, column.schema, column.relation);
      if (!relation || isSystemSchema(relation.schema) || relation.extension !== null) return [];
      const beyond = beyondDaily[relation.kind].filter((one) => one === 'REFERENCES');
      const on = columnRef(database.name, column);
      return findings(
        on,
        grantEntries(column.acl, 'column', relation.owner),
        beyond,
        (role, privileges) => `${role} holds ${privileges} on column ${nameOf(on)}`,
        { owner: relation.owner, rowSecurity: relation.rowSecurity },
        (excess) => revocations(on, excess),
      );
    });
    const onNextTables = database.read('default-acls').flatMap((row): FindingDraft[] => {
      if (row.objects !== 'TABLES') return [];
      const schema = row.schema === null ? {} : { schema: row.schema };
      const where = row.schema === null ? '' : ` in schema ${row.schema}`;
      const entries = grantEntriesIn(database.cluster, { acl: row.acl, kind: 'table', owner: row.role });
      const found = findings(
        { kind: 'table', database: database.name, ...schema },
        entries.filter(({ grantee }) => grantee !== row.role),
        beyondDaily.table,
        (role, privileges) =>
          `${role} will hold ${privileges} on every table that role ${row.role} creates${where}`,
        { forRole: row.role, schema: row.schema },
        (excess) =>
          excess.map(({ grantee, privileges }) => ({
            do: 'default-privileges',
            action: 'revoke',
            forRole: row.role,
            inSchema: row.schema,
            objects: 'TABLES',
            privileges,
            grantee,
          })),
      );
      return found.map((one) => ({
        ...one,
        object: { ...one.object, kind: 'default-privileges', name: 'TABLES' },
      }));
    });
    return judged([...onRelations, ...onColumns, ...onNextTables]);
  },
});
