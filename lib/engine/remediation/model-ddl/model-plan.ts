import type { UnreadSection } from '../../analysis/unread-section.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Policy } from '../../policy/policy.ts';
import { checkConditions, checkStatements, UnsafeScript } from '../check-script.ts';
import type { Condition, Plan, PlannedStatement } from '../plan.ts';
import { commentText } from '../quote.ts';
import { isSchemaOwned } from '../schema-owned.ts';
import { conditionCheck, scriptLimits } from '../script-text.ts';
import { modelConditions } from './model-conditions.ts';
import type { Step } from './step.ts';

/** What of the model a plan is about. They are applied in this order, and undone in the opposite one. */
export const modelParts = [
  'roles',
  'grants',
  'ownership',
  'tenancy',
  'masking',
  'audit-table',
  'audit-triggers',
  'audit-settings',
] as const;

export type ModelPart = (typeof modelParts)[number];

/** A plan that mends no finding but brings the cluster to what the policy says. */
export interface ModelPlan extends Plan {
  readonly part: ModelPart;
  readonly title: string;
  /** For each of `changes`, in the same place, what of the policy asks for it. */
  readonly reasons: readonly string[];
  /** Why there is no script though something may be left to do; null where there is one, or nothing to do. */
  readonly unplanned: string | null;
}

export interface ModelHeading {
  readonly part: ModelPart;
  readonly title: string;
  readonly database: string | null;
  readonly outside: readonly string[];
  readonly warnings: readonly string[];
  /** Why it cannot be undone by script, where it cannot. */
  readonly irreversible?: string | null;
}

/** What a plan is made on. */
export interface PlannedOn {
  readonly policy: Policy;
  readonly inventory: Inventory;
}

interface Section {
  readonly why: string;
  readonly statements: readonly PlannedStatement[];
}

function scriptOf(
  about: ModelHeading,
  direction: 'up' | 'down',
  sections: readonly Section[],
  conditions: readonly Condition[] = [],
): string {
  const comment = (text: string) => `-- ${commentText(text)}`;
  const lines = [
    `Postern: ${about.title}${direction === 'down' ? ', undone' : ''}`,
    about.database === null ? 'Runs in any database of the cluster.' : `Runs in database ${about.database}.`,
    ...(direction === 'up' ? [...about.warnings, ...about.outside.map((one) => `Outside: ${one}`)] : []),
  ];
  const transactional = sections.every((one) => one.statements.every(({ transactional: in_ }) => in_));
  let said = '';
  const body = sections.flatMap(({ why, statements }) => {
    if (statements.length === 0) return [];
    const words = why === said ? [] : [comment(why)];
    said = why;
    return [...words, ...statements.map(({ sql }) => `${sql};`)];
  });
  const limits = scriptLimits(transactional);
  const checks = conditions.map((condition) => `${conditionCheck(condition)};`);
  const asked =
    checks.length === 0
      ? []
      : [comment('What has to hold now; where it does not, the script ends in an error.'), ...checks];
  const whole = transactional
    ? ['BEGIN;', ...limits, ...body, ...asked, 'COMMIT;']
    : [...limits, ...body, ...asked];
  return `${[...lines.map(comment), '', ...(body.length === 0 ? ['-- Nothing to do.'] : whole)].join('\n')}\n`;
}

const words = (about: ModelHeading, text: string, unplanned: string | null = null): ModelPlan => ({
  part: about.part,
  title: about.title,
  reasons: [],
  unplanned,
  findings: [],
  kind: 'manual',
  changes: [],
  database: about.database,
  up: [],
  down: [],
  upText: text,
  downText: '',
  transactional: false,
  restartNeeded: false,
  handOff: false,
  irreversible: null,
  preconditions: [],
  postconditions: [],
  outside: about.outside,
  warnings: about.warnings,
});

/** A part that the snapshot does not let Postern plan: said, never left out silently. */
export function unplannable(
  part: ModelPart,
  title: string,
  database: string | null,
  error: UnreadSection,
): ModelPlan {
  const text = `This cannot be planned: ${error.message}`;
  return words({ part, title, database, outside: [], warnings: [text] }, text, text);
}

/**
 * The steps as a plan: `migration` where the application's migrations own what they touch. A script that PostgreSQL would not
 * read as what it says is not offered. Null where there is nothing to do and nothing to say.
 */
export function modelPlan(
  about: ModelHeading,
  steps: readonly Step[],
  { policy, inventory }: PlannedOn,
): ModelPlan | null {
  if (steps.length === 0) {
    if (about.warnings.length === 0 && about.outside.length === 0) return null;
    return words(about, [...about.warnings, ...about.outside].join('\n'));
  }
  const up = steps.flatMap((step) => step.up);
  const irreversible = about.irreversible ?? null;
  const undone = irreversible === null ? [...steps].reverse() : [];
  const down = undone.flatMap((step) => step.down);
  const conditions = modelConditions(steps, inventory);
  try {
    checkStatements([...up, ...down]);
    checkConditions([...conditions.preconditions, ...conditions.postconditions]);
  } catch (error) {
    if (!(error instanceof UnsafeScript)) throw error;
    const text = `Postern offers no script here: ${error.message}. Do it by hand.`;
    return words(about, text, text);
  }
  const handOff = steps.some(({ change }) => isSchemaOwned(change, policy, about.database));
  return {
    ...words(about, ''),
    ...conditions,
    reasons: steps.map((step) => step.why),
    kind: handOff ? 'migration' : 'sql',
    changes: steps.map((step) => step.change),
    up,
    down,
    upText: scriptOf(
      about,
      'up',
      steps.map(({ why, up: statements }) => ({ why, statements })),
      conditions.postconditions,
    ),
    downText:
      irreversible === null
        ? scriptOf(
            about,
            'down',
            undone.map(({ why, down: statements }) => ({ why, statements })),
          )
        : '',
    transactional: [...up, ...down].every((statement) => statement.transactional),
    handOff,
    irreversible,
  };
}
