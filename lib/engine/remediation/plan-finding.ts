import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { emptyPolicy, type Policy } from '../policy/policy.ts';
import { checkConditions, checkStatements, UnsafeScript } from './check-script.ts';
import { postconditionsOf, preconditionsOf } from './conditions/conditions.ts';
import { hbaFileTexts } from './hba-file.ts';
import { inverseOf } from './inverse/inverse.ts';
import type { Condition, Plan, PlannedStatement } from './plan.ts';
import { clusterRows } from './prior.ts';
import { inProviderTerms, type ProviderPlan } from './provider-terms.ts';
import { renderChange } from './render/render-change.ts';
import { isSchemaOwned } from './schema-owned.ts';
import { scriptText } from './script-text.ts';

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

function manualPlan(finding: Finding, words: string): Plan {
  return {
    ...empty,
    findings: [finding.fingerprint],
    kind: 'manual',
    changes: [],
    database: null,
    upText: words,
    downText: '',
  };
}

function hbaPlan(finding: Finding, changes: readonly Change[], inventory: Inventory): Plan {
  const edits = changes.flatMap((change) => (change.do === 'edit-hba' ? change.edits : []));
  const texts = hbaFileTexts(inventory, edits);
  if ('refused' in texts) return manualPlan(finding, texts.refused);
  return {
    ...empty,
    findings: [finding.fingerprint],
    kind: 'config',
    changes,
    database: null,
    upText: texts.up,
    downText: texts.down,
  };
}

function databaseOf(finding: Finding, changes: readonly Change[]): string | null {
  const clusterWide = new Set<Change['do']>(['alter-role', 'set-parameter', 'revoke-membership']);
  const first = changes.find((change) => !clusterWide.has(change.do));
  if (first === undefined) return null;
  if ('on' in first)
    return first.on.kind === 'database' ? null : (first.on.database ?? finding.object.database ?? null);
  return 'database' in first ? first.database : (finding.object.database ?? null);
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

function sqlPlan(finding: Finding, changes: readonly Change[], inventory: Inventory, policy: Policy): Plan {
  const database = databaseOf(finding, changes);
  const up = changes.flatMap((change) => renderChange(change, inventory));
  const inverses = [...changes].reverse().map((change) => inverseOf(change, inventory, database));
  const irreversible =
    inverses.flatMap((one) => ('irreversible' in one ? [one.irreversible] : []))[0] ?? null;
  const down: readonly PlannedStatement[] =
    irreversible === null ? inverses.flatMap((one) => ('statements' in one ? one.statements : [])) : [];
  checkStatements([...up, ...down]);
  const preconditions = distinct(changes.flatMap((change) => preconditionsOf(change, inventory)));
  const postconditions = distinct(changes.flatMap((change) => postconditionsOf(change, inventory)));
  checkConditions([...preconditions, ...postconditions]);
  const restart = restartNeeded(changes, inventory);
  const handOff = changes.some((change) => isSchemaOwned(change, policy, database));
  const notes = restart ? ['Takes effect with a restart of the server; a reload is not enough.'] : [];
  return {
    ...empty,
    findings: [finding.fingerprint],
    kind: handOff ? 'migration' : 'sql',
    changes,
    database,
    up,
    down,
    upText: scriptText({ findings: [finding], direction: 'up', database, notes }, up, postconditions),
    downText:
      irreversible === null
        ? scriptText({ findings: [finding], direction: 'down', database, notes }, down, preconditions)
        : '',
    preconditions,
    postconditions,
    transactional: [...up, ...down].every((statement) => statement.transactional),
    restartNeeded: restart,
    handOff,
    irreversible,
  };
}

/** The service's part as words; what is SQL there too follows as a script to run by hand, after it. */
function providerPlan(finding: Finding, provider: ProviderPlan, inventory: Inventory, policy: Policy): Plan {
  if (provider.kind === 'manual') return manualPlan(finding, provider.up);
  const rest = provider.rest.length === 0 ? null : planOf(finding, provider.rest, inventory, policy);
  const changes = 'changes' in finding.remedy ? finding.remedy.changes : [];
  const join = (words: string, script: string | undefined) =>
    script ? `${words}\nThen:\n\n${script}` : words;
  return {
    ...empty,
    findings: [finding.fingerprint],
    kind: 'config',
    changes,
    database: null,
    upText: join(provider.up, rest?.upText),
    downText: join(provider.down, rest?.downText),
    restartNeeded: restartNeeded(changes, inventory),
  };
}

/**
 * What mends this finding, rendered against the snapshot it was judged on, with its inverse. PostgreSQL's parser has to be
 * loaded (`loadScriptParser`). A script that does not parse as what it says is not offered: the plan then is `manual`.
 * `policy` says what is handed off instead of applied (`schemaOwned`).
 */
export function planFinding(finding: Finding, inventory: Inventory, policy: Policy = emptyPolicy): Plan {
  const provider = inProviderTerms(finding, inventory);
  if (provider !== null) return providerPlan(finding, provider, inventory, policy);
  if ('manual' in finding.remedy) return manualPlan(finding, finding.remedy.manual);
  return planOf(finding, finding.remedy.changes, inventory, policy);
}

function planOf(finding: Finding, changes: readonly Change[], inventory: Inventory, policy: Policy): Plan {
  if (changes.some((change) => change.do === 'edit-hba')) return hbaPlan(finding, changes, inventory);
  try {
    return sqlPlan(finding, changes, inventory, policy);
  } catch (error) {
    if (!(error instanceof UnsafeScript)) throw error;
    return manualPlan(finding, `Postern offers no script here: ${error.message}. Mend it by hand.`);
  }
}
