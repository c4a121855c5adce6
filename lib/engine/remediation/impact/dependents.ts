import type { LocatedLine } from '../../analysis/access-difference.ts';
import { UnreadSection } from '../../analysis/unread-section.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Dependent } from './dependent.ts';
import { dependentExpressions, dependentPolicies } from './dependent-expressions.ts';
import { dependentKeys } from './dependent-keys.ts';
import { dependentPublications, dependentSubscriptions } from './dependent-replication.ts';
import { dependentRoutines } from './dependent-routines.ts';
import { dependentViews } from './dependent-views.ts';
import { type Rights, rightsByDatabase } from './rights.ts';

export interface Dependents {
  readonly found: readonly Dependent[];
  /** What could not be looked through, in sentences. */
  readonly unknown: readonly string[];
}

/** What a snapshot does not say of sequences and of routines that belong to whose tables call them. */
function notInSnapshot(rights: Rights, loses: readonly LocatedLine[]): readonly string[] {
  const named = (kinds: readonly string[], privilege: string) => [
    ...new Set(
      loses
        .filter(
          (line) =>
            line.database === rights.name &&
            line.how === 'inherited' &&
            line.privilege === privilege &&
            kinds.includes(line.kind) &&
            line.schema !== 'pg_catalog' &&
            line.schema !== 'information_schema',
        )
        .map(({ schema, name }) => `${schema}.${name}`),
    ),
  ];
  const some = (names: readonly string[]) =>
    names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  const sequences = named(['sequence'], 'USAGE');
  const routines = named(['function'], 'EXECUTE');
  return [
    ...(sequences.length > 0
      ? [`which columns take their default from ${some(sequences)} is not in the snapshot: INSERT may fail`]
      : []),
    ...(routines.length > 0
      ? [
          `which defaults, checks and indexes call ${some(routines)} is in the snapshot only where function and table belong to different roles`,
        ]
      : []),
  ];
}

const parts: readonly { readonly what: string; readonly look: (rights: Rights) => readonly Dependent[] }[] = [
  { what: 'which views fail', look: dependentViews },
  { what: 'which routines fail', look: dependentRoutines },
  { what: 'which foreign keys fail', look: dependentKeys },
  { what: 'which policies fail', look: dependentPolicies },
  { what: 'which defaults, checks and indexes fail', look: dependentExpressions },
  { what: 'which publications fail', look: dependentPublications },
];

/**
 * What works today by a right that goes, or by an owner that changes: views, routines, triggers, foreign keys, policies,
 * defaults. The parser has to be loaded.
 */
export function dependentsAfter(
  before: Inventory,
  after: Inventory,
  loses: readonly LocatedLine[],
): Dependents {
  const found: Dependent[] = [];
  const unknown: string[] = [];
  for (const rights of rightsByDatabase(before, after, loses)) {
    const was = before.databases.find((one) => one.name === rights.name);
    const is = after.databases.find((one) => one.name === rights.name);
    if (!rights.anyLost && was === is) continue;
    unknown.push(...notInSnapshot(rights, loses));
    for (const { what, look } of parts) {
      try {
        found.push(...look(rights));
      } catch (error) {
        if (!(error instanceof UnreadSection)) throw error;
        unknown.push(`${what} in ${rights.name} is not known: ${error.gap.input}: ${error.gap.reason}`);
      }
    }
  }
  return { found: [...found, ...dependentSubscriptions(before, after)], unknown };
}
