import type { DatabaseFacts } from '../../analysis/facts.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import { declarationsOf } from '../../policy/declared-role.ts';
import type { Policy } from '../../policy/policy.ts';
import type { BaselineObject } from './baseline-difference.ts';
import type { GrantEntry } from './grant-entry.ts';

const schemaOf = ({ on }: BaselineObject) => (on.kind === 'schema' ? on.name : on.schema) ?? '';

/**
 * Objects of one schema, kind and owner whose access control lists are one list (`ArrayCache`): what nobody names is the
 * same on all of them. Where the lists are not shared, each object is alone.
 */
export interface BaselineGroup {
  readonly like: BaselineObject;
  /** Positions in the objects that were given. */
  readonly at: readonly number[];
}

function groupsOf(objects: readonly BaselineObject[]): readonly BaselineGroup[] {
  const known = new Map<readonly GrantEntry[], { readonly like: BaselineObject; readonly at: number[] }[]>();
  const groups: BaselineGroup[] = [];
  objects.forEach((object, at) => {
    const { entries, owner, wantsGrants, on } = object;
    const sameList = known.get(entries) ?? [];
    const group = sameList.find(
      ({ like }) =>
        like.on.kind === on.kind &&
        like.owner === owner &&
        like.wantsGrants === wantsGrants &&
        schemaOf(like) === schemaOf(object),
    );
    if (group !== undefined) {
      group.at.push(at);
      return;
    }
    const made = { like: object, at: [at] };
    if (sameList.length === 0) known.set(entries, sameList);
    sameList.push(made);
    groups.push(made);
  });
  return groups;
}

/** The groups under each key. */
function underEach(
  groups: readonly BaselineGroup[],
  keys: (object: BaselineObject) => Iterable<string>,
): ReadonlyMap<string, readonly BaselineGroup[]> {
  const found = new Map<string, BaselineGroup[]>();
  for (const group of groups) {
    for (const key of keys(group.like)) {
      const list = found.get(key);
      if (list === undefined) found.set(key, [group]);
      else list.push(group);
    }
  }
  return found;
}

function granteesOf({ entries, owner }: BaselineObject): Iterable<string> {
  return new Set(entries.flatMap(({ grantee }) => (grantee === null || grantee === owner ? [] : [grantee])));
}

/**
 * The objects on which what a role has can differ from what the policy says it may: those of schemas that its `may` names,
 * and those granted to it or to a role whose privileges it has. Hundreds of stated roles times thousands of objects would
 * be looked at otherwise, nearly all for nothing.
 */
export function baselineCandidates(
  database: DatabaseFacts,
  policy: Policy,
  objects: readonly BaselineObject[],
): (role: string) => readonly BaselineGroup[] {
  const graph = roleGraph(database.cluster);
  const groups = groupsOf(objects);
  const inSchema = underEach(groups, (object) => [schemaOf(object)]);
  const grantedTo = underEach(groups, granteesOf);
  return (role) => {
    const stated = declarationsOf(policy, role).flatMap((declared) => declared.may ?? []);
    if (stated.some((permission) => permission.schema === undefined)) return groups;
    const schemas = new Set(stated.flatMap((permission) => permission.schema ?? []));
    const wanted = new Set<BaselineGroup>();
    for (const schema of schemas) for (const group of inSchema.get(schema) ?? []) wanted.add(group);
    for (const held of graph.inherits(role, database.name))
      for (const group of grantedTo.get(held) ?? []) wanted.add(group);
    return [...wanted];
  };
}
