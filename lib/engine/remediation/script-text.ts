import type { Finding } from '../model/finding.ts';
import type { Condition, PlannedStatement } from './plan.ts';
import { commentText, literal } from './quote.ts';

export interface ScriptHeading {
  readonly findings: readonly Pick<Finding, 'control' | 'fingerprint' | 'title'>[];
  readonly direction: 'up' | 'down';
  readonly database: string | null;
  readonly notes: readonly string[];
}

function heading({ findings, direction, database, notes }: ScriptHeading): readonly string[] {
  const verb = direction === 'up' ? 'mends' : 'undoes the mending of';
  const lines = [
    ...findings.flatMap((finding) => [
      `Postern: ${verb} ${finding.control}, finding ${finding.fingerprint}`,
      finding.title,
    ]),
    database === null ? 'Runs in any database of the cluster.' : `Runs in database ${database}.`,
    ...notes,
  ];
  return lines.map((line) => `-- ${commentText(line)}`);
}

const limits = (local: string) => [
  `SET ${local}search_path = pg_catalog, pg_temp;`,
  `SET ${local}lock_timeout = '2s';`,
  `SET ${local}statement_timeout = '30s';`,
];

/** What a script begins with: for the transaction where it is one, for the session otherwise. */
export const scriptLimits = (transactional: boolean): readonly string[] =>
  limits(transactional ? 'LOCAL ' : '');

/**
 * A condition as a statement that fails where it does not hold, with its words in the message: a REVOKE that changed nothing
 * prints REVOKE like any other, and only this keeps it from being committed. The cast is of the whole CASE, whose answer the
 * planner does not know beforehand: on its own, the constant text would be cast, and fail, while planning.
 */
export function conditionCheck({ says, sql }: Condition): string {
  const refusal = literal(`Postern stops here, this does not hold: ${says}`);
  return `SELECT CAST(CASE WHEN (${sql}) THEN 'true' ELSE ${refusal} END AS pg_catalog.bool) AS holds`;
}

/**
 * The script as `psql -f` takes it: comments in which nothing can end the line or start a psql command, limits on waiting,
 * and one transaction where every statement allows it (`SET LOCAL ROLE` needs that transaction), which what has to hold in the
 * end is asked in.
 */
export function scriptText(
  about: ScriptHeading,
  statements: readonly PlannedStatement[],
  conditions: readonly Condition[] = [],
): string {
  const body = statements.map((statement) => `${statement.sql};`);
  const checks = conditions.map((condition) => `${conditionCheck(condition)};`);
  const asked =
    checks.length === 0
      ? []
      : ['-- What has to hold now; where it does not, the script ends in an error.', ...checks];
  const transactional = statements.every((statement) => statement.transactional);
  const lines = transactional
    ? ['BEGIN;', ...limits('LOCAL '), ...body, ...asked, 'COMMIT;']
    : [...limits(''), ...body, ...asked];
  return `${[...heading(about), '', ...(statements.length === 0 ? ['-- Nothing to do.'] : lines)].join('\n')}\n`;
}
