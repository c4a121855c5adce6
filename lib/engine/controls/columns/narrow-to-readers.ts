import type { DatabaseFacts } from '../../analysis/facts.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { Change, Remedy } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Grantee } from '../../model/privilege.ts';
import type { Policy } from '../../policy/policy.ts';
import { countsIn, isAllowed } from '../grants/allowed-by-policy.ts';
import { columnsOf } from '../grants/by-relation.ts';
import { relationRef } from '../grants/database-object.ts';
import { entriesOf, grantEntries, grantEntriesIn, revocations } from '../grants/grant-entry.ts';
import { openColumns } from './open-columns.ts';

interface Narrowing {
  readonly database: DatabaseFacts;
  readonly policy: Policy;
  readonly relation: RelationRow;
  /** The classified column. */
  readonly on: ObjectRef;
  readonly grantee: Grantee;
  readonly readers: readonly string[];
}

const onlySelect = (privilege: string) => privilege === 'SELECT';

/** Roles that read through this grant what the policy lets them read: they get it by name before the grant goes. */
function dependants({ database, policy, relation, on, grantee, readers }: Narrowing): string[] {
  const graph = roleGraph(database.cluster);
  const table = relationRef(database.name, relation);
  return (policy.roles ?? [])
    .filter((role) => countsIn(role, database.name) && graph.roles.get(role.role)?.superuser === false)
    .map((role) => role.role)
    .filter((role) => role !== grantee && role !== relation.owner)
    .filter((role) => grantee === null || graph.reaches(role, grantee, 'inherit', database.name))
    .filter(
      (role) =>
        readers.includes(role) ||
        isAllowed(policy, role, 'SELECT', table) ||
        isAllowed(policy, role, 'SELECT', on),
    );
}

/**
 * Takes the column from a grantee without taking the rest of the table from anybody: the grant on the whole table becomes
 * grants on the columns that are left to it, since a REVOKE of one column would not dent it.
 */
export function narrowToReaders(narrowing: Narrowing): Remedy {
  const { database, policy, relation, on, grantee } = narrowing;
  const table = relationRef(database.name, relation);
  const whole = entriesOf(grantEntriesIn(database.cluster, relation), grantee, onlySelect);
  const column = columnsOf(database, relation.schema, relation.name).find((row) => row.name === on.column);
  const own = entriesOf(grantEntries(column?.acl ?? null, 'column', relation.owner), grantee, onlySelect);
  const select = (target: ObjectRef, to: Grantee): Change => ({
    do: 'grant',
    privileges: ['SELECT'],
    on: target,
    to,
    grantor: relation.owner,
  });
  const named = grantee === null ? [] : [grantee];
  const regrants =
    whole.length === 0
      ? []
      : [...named, ...dependants(narrowing)].flatMap((role) =>
          openColumns(database, policy, table, role).map((target) => select(target, role)),
        );
  const toReaders =
    own.length > 0 && whole.length === 0
      ? dependants(narrowing)
          .filter((role) => narrowing.readers.includes(role))
          .map((role) => select(on, role))
      : [];
  return { changes: [...toReaders, ...revocations(table, whole), ...revocations(on, own), ...regrants] };
}
