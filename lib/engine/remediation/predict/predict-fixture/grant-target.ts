import type { Inventory } from '../../../inventory/inventory.ts';
import type { GrantableKind, ObjectRef } from '../../../model/object-ref.ts';
import { clusterRows, databaseRows } from '../../prior.ts';

/** An object of the random cluster that can be granted on. */
export interface GrantTarget {
  readonly on: ObjectRef & { readonly kind: GrantableKind };
  readonly owner: string;
  readonly acl: readonly string[] | null;
}

export const database = 'shop';
const system = new Set(['pg_authid', 'pg_class', 'pg_settings', 'sql_features', 'lower', 'pg_read_file']);
const inside = (row: { readonly schema: string; readonly name: string }) =>
  ['s1', 's 2'].includes(row.schema) || system.has(row.name);

/** Everything the generator grants on (`access-oracle-fixture/random-grants.ts`), as the snapshot has it now. */
export function targetsIn(inventory: Inventory): readonly GrantTarget[] {
  const relations = databaseRows(inventory, database, 'relations').filter(inside);
  const owners = new Map(relations.map((row) => [`${row.schema}\0${row.name}`, row.owner]));
  return [
    ...relations.map(
      ({ kind, schema, name, owner, acl }): GrantTarget => ({
        on: { kind, database, schema, name },
        owner,
        acl,
      }),
    ),
    ...databaseRows(inventory, database, 'columns')
      .filter((row) => row.acl !== null || ['s1', 's 2'].includes(row.schema))
      .flatMap((row): GrantTarget[] => {
        const owner = owners.get(`${row.schema}\0${row.relation}`);
        if (owner === undefined) return [];
        const { schema, relation: name, name: column, acl } = row;
        return [{ on: { kind: 'column', database, schema, name, column }, owner, acl }];
      }),
    ...databaseRows(inventory, database, 'routines')
      .filter(inside)
      .map(
        ({ schema, name, signature, owner, acl, kind }): GrantTarget => ({
          on: { kind: kind === 'procedure' ? 'procedure' : 'function', database, schema, name, signature },
          owner,
          acl,
        }),
      ),
    ...databaseRows(inventory, database, 'types')
      .filter(inside)
      .map(
        ({ schema, name, owner, acl }): GrantTarget => ({
          on: { kind: 'type', database, schema, name },
          owner,
          acl,
        }),
      ),
    ...(['schemas', 'languages', 'foreign-servers', 'foreign-data-wrappers'] as const).flatMap((section) =>
      databaseRows(inventory, database, section).map(
        ({ name, owner, acl }): GrantTarget => ({
          on: { kind: section.slice(0, -1) as 'schema', database, name },
          owner,
          acl,
        }),
      ),
    ),
    ...databaseRows(inventory, database, 'large-objects').map(
      ({ oid, owner, acl }): GrantTarget => ({
        on: { kind: 'large-object', database, name: String(oid) },
        owner,
        acl,
      }),
    ),
    ...clusterRows(inventory.cluster.databases).map(
      ({ name, owner, acl }): GrantTarget => ({
        on: { kind: 'database', name },
        owner,
        acl,
      }),
    ),
    ...clusterRows(inventory.cluster.tablespaces).map(
      ({ name, owner, acl }): GrantTarget => ({
        on: { kind: 'tablespace', name },
        owner,
        acl,
      }),
    ),
    ...clusterRows(inventory.cluster['parameter-acls']).map(
      ({ name, acl }): GrantTarget => ({
        on: { kind: 'parameter', name },
        owner: inventory.server.bootstrapRole,
        acl,
      }),
    ),
  ];
}
