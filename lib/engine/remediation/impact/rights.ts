import type { LocatedLine } from '../../analysis/access-difference.ts';
import { familyOf, objectKey } from '../../analysis/access-object.ts';
import {
  type DatabaseAccess,
  databaseAccess,
  type GrantableRef,
} from '../../analysis/effective-privileges.ts';
import { type DatabaseFacts, factsOf } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { members } from '../../analysis/role-graph-closure.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { GrantableKind } from '../../model/object-ref.ts';
import type { Privilege } from '../../model/privilege.ts';

/** An object in a database, as far as naming it goes. */
export interface NamedObject {
  readonly kind: GrantableKind;
  readonly schema?: string;
  readonly name: string;
  readonly signature?: string;
  readonly column?: string;
}

/** One database before and after, and who lost what in it by having it now and not then. */
export interface Rights {
  readonly name: string;
  readonly before: { readonly facts: DatabaseFacts; readonly access: DatabaseAccess };
  readonly after: { readonly facts: DatabaseFacts; readonly access: DatabaseAccess };
  /** Whether anybody lost anything in it. */
  readonly anyLost: boolean;
  /** Roles that lose it, without SET ROLE being of help. */
  losers(object: NamedObject, privilege: Privilege): ReadonlySet<string>;
  /** Relations, by `relationKey`, on which anybody loses anything, columns included. */
  readonly relations: ReadonlySet<string>;
  /** Schemas, by name, on which anybody loses USAGE. */
  readonly schemas: ReadonlySet<string>;
  /** Names of routines of which anybody loses EXECUTE. */
  readonly routines: ReadonlySet<string>;
  readonly losingRoles: ReadonlySet<string>;
}

const factsOnce = memo(factsOf);
const nobody: ReadonlySet<string> = new Set();

export const relationKey = (schema: string, name: string): string => `${schema}\0${name}`;

function keyOf({ kind, schema, name, signature, column }: NamedObject, privilege: Privilege): string {
  return `${objectKey({ kind, schema: schema ?? null, name, signature: signature ?? null, column: column ?? null })}\0${privilege}`;
}

/** By database that is in both snapshots. Throws `UnreadSection` only once asked. */
export function rightsByDatabase(
  before: Inventory,
  after: Inventory,
  loses: readonly LocatedLine[],
): readonly Rights[] {
  const [was, is] = [factsOnce(before), factsOnce(after)];
  const inherited = Map.groupBy(
    loses.filter((line) => line.how === 'inherited'),
    (line) => line.database,
  );
  return is.databases.flatMap((facts): Rights[] => {
    const old = was.databases.find((one) => one.name === facts.name);
    if (!old) return [];
    const lines = inherited.get(facts.name) ?? [];
    const lost = new Map<string, Set<string>>();
    const [relations, schemas, routines] = [new Set<string>(), new Set<string>(), new Set<string>()];
    for (const { kind, schema, name, column, signature, privilege, role } of lines) {
      const key = `${objectKey({ kind, schema, name, column, signature })}\0${privilege}`;
      const roles = lost.get(key) ?? new Set();
      lost.set(key, roles.add(role));
      const family = familyOf(kind);
      if (family === 'relation' || family === 'column') relations.add(relationKey(schema ?? '', name));
      if (family === 'routine') routines.add(name);
      if (kind === 'schema' && privilege === 'USAGE') schemas.add(name);
    }
    return [
      {
        name: facts.name,
        before: { facts: old, access: databaseAccess(old) },
        after: { facts, access: databaseAccess(facts) },
        anyLost: lines.length > 0,
        losers: (object, privilege) => lost.get(keyOf(object, privilege)) ?? nobody,
        relations,
        schemas,
        routines,
        losingRoles: new Set(lines.map(({ role }) => role)),
      },
    ];
  });
}

/** Whether the role may do it to the whole relation, to some of its columns alone, or not at all. */
export function heldOn(
  access: DatabaseAccess,
  facts: DatabaseFacts,
  role: string,
  relation: Pick<RelationRow, 'kind' | 'schema' | 'name'>,
  privilege: Privilege,
): 'whole' | 'part' | 'none' {
  const { kind, schema, name } = relation;
  if (access.has(role, { kind, schema, name }, privilege)) return 'whole';
  const part = grantedColumns(facts)
    .get(relationKey(schema, name))
    ?.some((column) => access.has(role, { kind: 'column', schema, name, column }, privilege));
  return part ? 'part' : 'none';
}

/** Columns with a list of their own, by relation. */
const grantedColumns = memo((facts: DatabaseFacts): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const { schema, relation, name, acl } of facts.read('columns')) {
    if (acl === null) continue;
    const key = relationKey(schema, relation);
    const known = found.get(key);
    if (known) known.push(name);
    else found.set(key, [name]);
  }
  return found;
});

/** Relations of a database by `relationKey`. */
export const relationsByKey = memo(
  (facts: DatabaseFacts): ReadonlyMap<string, RelationRow> =>
    new Map(facts.read('relations').map((row) => [relationKey(row.schema, row.name), row])),
);

/** Roles that hold it now, by name. */
export function holders(
  access: DatabaseAccess,
  object: GrantableRef,
  privilege: Privilege,
): readonly string[] {
  const found = access.find(object);
  if (!found) return [];
  return [...members(access.sets(found, privilege).held)].map((at) => access.graph.names[at] ?? '');
}
