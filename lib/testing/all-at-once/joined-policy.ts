import type { Policy } from '../../engine/policy/policy.ts';
import type { Broken, ToldStory } from './break-cluster.ts';

/** One entry for each key; who comes first stays. */
function firstOf<Entry>(entries: readonly Entry[], key: (entry: Entry) => string): Entry[] {
  return [...new Map(entries.toReversed().map((entry) => [key(entry), entry])).values()].reverse();
}

/** The policy of the cluster beneath, with what the stories' own say of their roles and columns, in the databases they are told in. */
export function joinedPolicy(base: Policy, stories: readonly ToldStory[], broken: readonly Broken[]): Policy {
  const told = broken.flatMap(({ control, database }) =>
    stories.flatMap(({ control: of, story }) =>
      of === control && database !== null && story.policy !== undefined
        ? [{ database, policy: story.policy }]
        : [],
    ),
  );
  const here = <Entry extends { readonly database: string }>(entries: readonly Entry[], database: string) =>
    entries.flatMap((entry) => (entry.database === 'shop' ? [{ ...entry, database }] : []));
  return {
    ...base,
    roles: firstOf(
      [...(base.roles ?? []), ...told.flatMap(({ policy }) => policy.roles ?? [])].map((role) => {
        const own = base.roles?.includes(role) === true;
        if (own || role.databases === undefined) return role;
        const { databases: _, ...everywhere } = role;
        return everywhere;
      }),
      ({ role }) => role,
    ),
    classification: firstOf(
      [
        ...(base.classification ?? []),
        ...told.flatMap(({ policy, database }) => here(policy.classification ?? [], database)),
      ],
      ({ database, schema, table, column }) => JSON.stringify([database, schema, table, column]),
    ),
    retention: firstOf(
      [
        ...(base.retention ?? []),
        ...told.flatMap(({ policy, database }) => here(policy.retention ?? [], database)),
      ],
      ({ database, schema, table }) => JSON.stringify([database, schema, table]),
    ),
    schemaOwned: [],
  };
}
