import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import {
  isSystemSchema,
  relationRef,
  routineKind,
  routineRef,
} from '../../controls/grants/database-object.ts';
import type { GrantableKind, ObjectRef } from '../../model/object-ref.ts';
import { type Grant, grantsOn } from '../object-grants.ts';
import { isTrail } from './audit-trail.ts';
import type { GrantableObject } from './simulated-object.ts';

/** One object of a database that `may` can speak about, as it is today. */
export interface ModelObject {
  readonly on: GrantableObject;
  readonly owner: string;
  readonly grants: readonly Grant[];
  /**
   * `always`: what a stated role holds here beyond its `may` is surplus. `where-governed`: only where the policy speaks of
   * this class of objects at all, since leaving out databases or types does not mean that nobody may use them.
   */
  readonly strict: 'always' | 'where-governed';
  /** Reached through something else unless it is named: partitions by their parent, trigger functions and the trail by the server. */
  readonly indirect: boolean;
}

/**
 * What `may` can speak about: the customer's schemas, relations and routines, and the database itself, its types, languages,
 * foreign-data wrappers and servers. Those of extensions are left out. Throws `UnreadSection`.
 */
export const modelObjects = memo((facts: DatabaseFacts): readonly ModelObject[] => {
  const { inventory } = facts.cluster;
  const database = facts.name;
  // A relation's grants stand in its columns too: unread ones must not look like none.
  facts.read('columns');
  const object = (
    ref: ObjectRef,
    kind: GrantableKind,
    owner: string,
    strict: ModelObject['strict'],
    indirect = false,
  ): ModelObject[] => {
    const on: GrantableObject = { ...ref, kind };
    const prior = grantsOn(inventory, on);
    return prior === null
      ? []
      : [{ on, owner, grants: prior.grants, strict, indirect: indirect || isTrail(on) }];
  };
  const own = <Row extends { readonly extension: string | null; readonly schema: string }>(
    rows: readonly Row[],
  ) => rows.filter((row) => row.extension === null && !isSystemSchema(row.schema));
  const named = (kind: GrantableKind) => (row: { readonly name: string; readonly owner: string }) =>
    object({ kind, database, name: row.name }, kind, row.owner, 'where-governed');
  const current = facts.cluster.read('databases').find((row) => row.name === database);
  return [
    ...(current
      ? object({ kind: 'database', name: database }, 'database', current.owner, 'where-governed')
      : []),
    ...facts
      .read('schemas')
      .filter((row) => !isSystemSchema(row.name))
      .flatMap((row) => object({ kind: 'schema', database, name: row.name }, 'schema', row.owner, 'always')),
    ...own(facts.read('relations')).flatMap((row) =>
      object(relationRef(database, row), row.kind, row.owner, 'always', row.isPartition),
    ),
    ...own(facts.read('routines')).flatMap((row) => {
      const byServer = row.returnType === 'trigger' || row.returnType === 'event_trigger';
      return object(routineRef(database, row), routineKind(row.kind), row.owner, 'always', byServer);
    }),
    ...own(facts.read('types'))
      // A multirange is its range's, owner and privileges too (since 17; before, nobody grants on one by itself).
      .filter((row) => row.kind !== 'multirange')
      .flatMap((row) =>
        object(
          { kind: 'type', database, schema: row.schema, name: row.name },
          'type',
          row.owner,
          'where-governed',
        ),
      ),
    // GRANT and REVOKE refuse an untrusted language.
    ...facts
      .read('languages')
      .filter((row) => row.trusted)
      .flatMap(named('language')),
    ...facts.read('foreign-data-wrappers').flatMap(named('foreign-data-wrapper')),
    ...facts.read('foreign-servers').flatMap(named('foreign-server')),
  ];
});
