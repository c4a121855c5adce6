import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { Policy } from '../policy/policy.ts';
import { checkConditions, checkStatements, UnsafeScript } from './check-script.ts';
import { postconditionsOf, preconditionsOf } from './conditions/conditions.ts';
import { notYet } from './conditions/says.ts';
import { hbaFileTexts } from './hba-file.ts';
import { inverseOf } from './inverse/inverse.ts';
import { passwordHandedOver } from './password-warnings.ts';
import type { Condition, Plan, PlannedStatement } from './plan.ts';
import { predict } from './predict/predict.ts';
import { clusterRows } from './prior.ts';
import { refusalOf } from './refusal.ts';
import { renderChange } from './render/render-change.ts';
import { isSchemaOwned } from './schema-owned.ts';
import { scriptText } from './script-text.ts';
import { warningsOf } from './warnings.ts';

/** What a plan is for, as its script names it. */
export type Mended = Pick<Finding, 'control' | 'fingerprint' | 'title'> & {
  readonly object: { readonly database?: string };
};

const empty = {
  up: [],
  down: [],
  transactional: false,
  restartNeeded: false,
  handOff: false,
  irreversible: null,
  preconditions: [],
  postconditions: [],
  outside: [],
  warnings: [],
} as const;

const fingerprints = (findings: readonly Mended[]) => findings.map((finding) => finding.fingerprint);

/** Words instead of a script. */
export function manualPlan(findings: readonly Mended[], words: string): Plan {
  return {
    ...empty,
    findings: fingerprints(findings),
    kind: 'manual',
    changes: [],
    database: null,
    upText: words,
    downText: '',
    outside: [words],
  };
}

/** A file, or what stands in one: nothing that a statement could change. */
export function configPlan(
  findings: readonly Mended[],
  changes: readonly Change[],
  inventory: Inventory,
  texts: { readonly up: string; readonly down: string; readonly outside: readonly string[] },
): Plan {
  return {
    ...empty,
    findings: fingerprints(findings),
    kind: 'config',
    changes,
    database: null,
    upText: texts.up,
    downText: texts.down,
    restartNeeded: restartNeeded(changes, inventory),
    outside: texts.outside,
    warnings: warningsOf(changes, inventory, null),
  };
}

function hbaPlan(findings: readonly Mended[], changes: readonly Change[], inventory: Inventory): Plan {
  const edits = changes.flatMap((change) => (change.do === 'edit-hba' ? change.edits : []));
  const texts = hbaFileTexts(inventory, edits);
  if ('refused' in texts) return manualPlan(findings, texts.refused);
  const outside = [
    'The file is put in the place of pg_hba.conf on the server’s own file system (SHOW hba_file), then loaded: SELECT pg_reload_conf().',
  ];
  const preconditions = distinct(changes.flatMap((change) => preconditionsOf(change, inventory)));
  const together: Change = { do: 'edit-hba', edits };
  const postconditions = postconditionsOf(together, inventory, [together]);
  checkConditions([...preconditions, ...postconditions]);
  return {
    ...configPlan(findings, [together], inventory, { ...texts, outside }),
    preconditions,
    postconditions,
  };
}

const clusterWide = new Set<Change['do']>([
  'alter-role',
  'set-password',
  'set-parameter',
  'revoke-membership',
  'grant-membership',
  'create-role',
  'drop-role',
]);

/** The database that a script of these changes runs in; null: any of the cluster. */
export function databaseOf(findings: readonly Mended[], changes: readonly Change[]): string | null {
  const first = changes.find((change) => !clusterWide.has(change.do));
  if (first === undefined) return null;
  const named = findings[0]?.object.database ?? null;
  if ('on' in first) return first.on.kind === 'database' ? null : (first.on.database ?? named);
  return 'database' in first ? first.database : named;
}

/** Postmaster parameters take effect with a restart only; the script says so instead of pretending. */
function restartNeeded(changes: readonly Change[], inventory: Inventory): boolean {
  const known = [
    ...clusterRows(inventory.cluster.settings),
    ...clusterRows(inventory.cluster['protected-settings']),
  ];
  return changes.some(
    (change) =>
      change.do === 'set-parameter' &&
      change.at.role === undefined &&
      change.at.database === undefined &&
      known.find((row) => row.name === change.parameter)?.context === 'postmaster',
  );
}

const distinct = (conditions: readonly Condition[]): readonly Condition[] => [
  ...new Map(conditions.map((one) => [one.sql, one])).values(),
];

/** A change may name what was so already: that it is not so is no part of the state to come back to. */
const isStanding = ({ says }: Condition) => !says.startsWith(notYet);

/**
 * Each change with the snapshot as it is when its turn comes, as far as schemas have changed by then: whoever may use one by
 * then is lent nothing that would be taken back.
 */
function inTurn(
  changes: readonly Change[],
  inventory: Inventory,
  database: string | null,
): readonly { readonly change: Change; readonly state: Inventory }[] {
  let state = inventory;
  return changes.map((change) => {
    const turn = { change, state };
    if ('on' in change && change.on.kind === 'schema') {
      const after = predict([change], state, database);
      if ('inventory' in after) state = after.inventory;
    }
    return turn;
  });
}

function sqlPlan(
  findings: readonly Mended[],
  changes: readonly Change[],
  inventory: Inventory,
  policy: Policy,
): Plan {
  const database = databaseOf(findings, changes);
  const turns = inTurn(changes, inventory, database);
  const up = turns.flatMap(({ change, state }) => renderChange(change, state));
  const inverses = turns.toReversed().map(({ change, state }) => inverseOf(change, state, database));
  const irreversible =
    inverses.flatMap((one) => ('irreversible' in one ? [one.irreversible] : []))[0] ?? null;
  const down: readonly PlannedStatement[] =
    irreversible === null ? inverses.flatMap((one) => ('statements' in one ? one.statements : [])) : [];
  checkStatements([...up, ...down]);
  const preconditions = distinct(changes.flatMap((change) => preconditionsOf(change, inventory)));
  const postconditions = distinct(changes.flatMap((change) => postconditionsOf(change, inventory, changes)));
  checkConditions([...preconditions, ...postconditions]);
  const restart = restartNeeded(changes, inventory);
  const handOff = changes.some((change) => isSchemaOwned(change, policy, database));
  const warnings = warningsOf(changes, inventory, database);
  const notes = [
    ...(restart ? ['Takes effect with a restart of the server; a reload is not enough.'] : []),
    ...warnings.map((warning) => `Mind: ${warning}`),
  ];
  return {
    ...empty,
    findings: fingerprints(findings),
    kind: handOff ? 'migration' : 'sql',
    changes,
    database,
    up,
    down,
    upText: scriptText({ findings, direction: 'up', database, notes }, up, postconditions),
    downText:
      irreversible === null
        ? scriptText(
            { findings, direction: 'down', database, notes: [] },
            down,
            preconditions.filter(isStanding),
          )
        : '',
    preconditions,
    postconditions,
    transactional: [...up, ...down].every((statement) => statement.transactional),
    restartNeeded: restart,
    handOff,
    irreversible,
    outside: [
      ...(handOff
        ? ['The script goes to whoever owns the schema, as a migration of theirs: Postern does not run it.']
        : []),
      ...passwordHandedOver(changes),
      ...(restart ? ['The server is restarted; a reload is not enough.'] : []),
    ],
    warnings,
  };
}

/**
 * These changes, in this order, as one plan for these findings. A change that would leave the server worse than it found it, and a
 * script that does not parse as what it says, is not offered: the plan then is `manual`, with why.
 */
export function planChanges(
  findings: readonly Mended[],
  changes: readonly Change[],
  inventory: Inventory,
  policy: Policy,
): Plan {
  const isFile = changes.some((change) => change.do === 'edit-hba');
  const refusal = isFile ? null : refusalOf(changes, inventory, policy);
  if (refusal !== null) return manualPlan(findings, refusal);
  try {
    if (isFile) return hbaPlan(findings, changes, inventory);
    return sqlPlan(findings, changes, inventory, policy);
  } catch (error) {
    if (!(error instanceof UnsafeScript)) throw error;
    return manualPlan(findings, `Postern offers no script here: ${error.message}. Mend it by hand.`);
  }
}
