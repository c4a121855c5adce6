import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { columnsWithAcl } from '../../analysis/relation-index.ts';
import type { DatabaseSectionName } from '../../inventory/section-name.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { relationNamed } from './by-relation.ts';
import { columnRef, relationRef, routineKind, routineRef } from './database-object.ts';
import { type GrantEntry, grantEntries } from './grant-entry.ts';
import { relationGrants } from './relation-grants.ts';

export interface PrivilegedObject {
  readonly on: ObjectRef;
  readonly owner: string;
  readonly entries: readonly GrantEntry[];
}

/** What `privilegedObjects` reads, beside the cluster's `databases`. */
export const privilegedSections = [
  'schemas',
  'relations',
  'columns',
  'routines',
  'types',
  'languages',
  'foreign-data-wrappers',
  'foreign-servers',
  'large-objects',
] as const satisfies readonly DatabaseSectionName[];

/** Every object of one database, and the database itself, whose ACL differs from the built-in default. */
export const privilegedObjects = memo((facts: DatabaseFacts): readonly PrivilegedObject[] => {
  const database = facts.name;
  const { bootstrapRole } = facts.cluster.inventory.server;
  return [
    ...facts.cluster
      .read('databases')
      .filter((row) => row.name === database && row.acl !== null)
      .map((row) => ({
        on: { kind: 'database' as const, database, name: row.name },
        owner: row.owner,
        entries: grantEntries(row.acl, 'database', row.owner),
      })),
    ...facts
      .read('schemas')
      .filter((row) => row.acl !== null)
      .map((row) => ({
        on: { kind: 'schema' as const, database, name: row.name },
        owner: row.owner,
        entries: grantEntries(row.acl, 'schema', row.owner),
      })),
    ...relationGrants(facts)
      .filter(({ relation }) => relation.acl !== null)
      .map(({ relation, entries }) => ({
        on: relationRef(database, relation),
        owner: relation.owner,
        entries,
      })),
    ...columnsWithAcl(facts).map((row) => {
      // System relations are in no other section; they belong to the bootstrap superuser.
      const owner = relationNamed(facts, row.schema, row.relation)?.owner ?? bootstrapRole;
      return { on: columnRef(database, row), owner, entries: grantEntries(row.acl, 'column', owner) };
    }),
    ...facts
      .read('routines')
      .filter((row) => row.acl !== null)
      .map((row) => ({
        on: routineRef(database, row),
        owner: row.owner,
        entries: grantEntries(row.acl, routineKind(row.kind), row.owner),
      })),
    ...facts
      .read('types')
      .filter((row) => row.acl !== null)
      .map((row) => ({
        on: { kind: 'type' as const, database, schema: row.schema, name: row.name },
        owner: row.owner,
        entries: grantEntries(row.acl, 'type', row.owner),
      })),
    ...facts
      .read('languages')
      .filter((row) => row.acl !== null)
      .map((row) => ({
        on: { kind: 'language' as const, database, name: row.name },
        owner: row.owner,
        entries: grantEntries(row.acl, 'language', row.owner),
      })),
    ...facts
      .read('foreign-data-wrappers')
      .filter((row) => row.acl !== null)
      .map((row) => ({
        on: { kind: 'foreign-data-wrapper' as const, database, name: row.name },
        owner: row.owner,
        entries: grantEntries(row.acl, 'foreign-data-wrapper', row.owner),
      })),
    ...facts
      .read('foreign-servers')
      .filter((row) => row.acl !== null)
      .map((row) => ({
        on: { kind: 'foreign-server' as const, database, name: row.name },
        owner: row.owner,
        entries: grantEntries(row.acl, 'foreign-server', row.owner),
      })),
    ...facts
      .read('large-objects')
      .filter((row) => row.acl !== null)
      .map((row) => ({
        on: { kind: 'large-object' as const, database, name: String(row.oid) },
        owner: row.owner,
        entries: grantEntries(row.acl, 'large-object', row.owner),
      })),
  ];
});
