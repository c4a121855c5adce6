import type { Finding } from '../model/finding.ts';
import type { PlannedStatement } from './plan.ts';
import { commentText } from './quote.ts';

export interface ScriptHeading {
  readonly finding: Finding;
  readonly direction: 'up' | 'down';
  readonly database: string | null;
  readonly notes: readonly string[];
}

function heading({ finding, direction, database, notes }: ScriptHeading): readonly string[] {
  const lines = [
    `Postern: ${direction === 'up' ? 'mends' : 'undoes the mending of'} ${finding.control}, finding ${finding.fingerprint}`,
    finding.title,
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

/**
 * The script as `psql -f` takes it: comments in which nothing can end the line or start a psql command, limits on waiting,
 * and one transaction where every statement allows it. `SET LOCAL ROLE` needs that transaction.
 */
export function scriptText(about: ScriptHeading, statements: readonly PlannedStatement[]): string {
  const body = statements.map((statement) => `${statement.sql};`);
  const transactional = statements.every((statement) => statement.transactional);
  const lines = transactional
    ? ['BEGIN;', ...limits('LOCAL '), ...body, 'COMMIT;']
    : [...limits(''), ...body];
  return `${[...heading(about), '', ...(statements.length === 0 ? ['-- Nothing to do.'] : lines)].join('\n')}\n`;
}
