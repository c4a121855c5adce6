import type { DatabaseFacts } from '../../analysis/facts.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import { declarationsOf } from '../../policy/declared-role.ts';
import type { Policy } from '../../policy/policy.ts';
import type { BaselineObject } from './baseline-difference.ts';

const schemaOf = ({ on }: BaselineObject) => (on.kind === 'schema' ? on.name : on.schema) ?? '';

/** Positions of the objects under each key. */
function positions(
  objects: readonly BaselineObject[],
  keys: (object: BaselineObject) => Iterable<string>,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  objects.forEach((object, at) => {
    for (const key of keys(object)) {
      const list = found.get(key) ?? [];
      list.push(at);
      found.set(key, list);
    }
  });
  return found;
}

function granteesOf({ entries, owner }: BaselineObject): Iterable<string> {
  return new Set(entries.flatMap(({ grantee }) => (grantee === null || grantee === owner ? [] : [grantee])));
}

/**
 * The objects on which what a role has can differ from what the policy says it may: those of schemas that its `may` names,
 * and those granted to it or to a role whose privileges it has. Hundreds of stated roles times thousands of objects would
 * be looked at otherwise, nearly all for nothing. In the order of `objects`.
 */
export function baselineCandidates(
  database: DatabaseFacts,
  policy: Policy,
  objects: readonly BaselineObject[],
): (role: string) => readonly BaselineObject[] {
  const graph = roleGraph(database.cluster);
  const inSchema = positions(objects, (object) => [schemaOf(object)]);
  const grantedTo = positions(objects, granteesOf);
  return (role) => {
    const stated = declarationsOf(policy, role).flatMap((declared) => declared.may ?? []);
    if (stated.some((permission) => permission.schema === undefined)) return objects;
    const schemas = new Set(stated.flatMap((permission) => permission.schema ?? []));
    const wanted = new Set<number>();
    for (const schema of schemas) for (const at of inSchema.get(schema) ?? []) wanted.add(at);
    for (const held of graph.inherits(role, database.name))
      for (const at of grantedTo.get(held) ?? []) wanted.add(at);
    return [...wanted].sort((a, b) => a - b).flatMap((at) => objects[at] ?? []);
  };
}
