import type { ClusterFacts } from '../../analysis/facts.ts';
import { columnsByRelation, relationKey } from '../../analysis/relation-index.ts';
import { UnreadSection } from '../../analysis/unread-section.ts';
import type { Policy } from '../policy.ts';
import { isSensitiveClass } from '../sensitive-class.ts';
import { asked, type OpenDecision, stating } from './open-decision.ts';

interface Table {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
}

const key = ({ database, schema, table }: Table) => JSON.stringify([database, schema, table]);

/** Columns of the table that hold a time, those that say when a row came to be first; none where they could not be read. */
function timeColumns(facts: ClusterFacts, { database, schema, table }: Table): readonly string[] {
  const found = facts.databases.find((one) => one.name === database);
  try {
    const columns = found && columnsByRelation(found).get(relationKey(schema, table));
    return (columns ?? [])
      .filter((row) => /^(timestamp|date)/.test(row.type))
      .map((row) => row.name)
      .sort((a, b) => Number(/creat|insert|at$/i.test(b)) - Number(/creat|insert|at$/i.test(a)));
  } catch (error) {
    if (error instanceof UnreadSection) return [];
    throw error;
  }
}

/** One decision for each table with a sensitive column, by the policy's word, and no stated end of its rows' life. */
export function retentionDecisions(facts: ClusterFacts, policy: Policy): readonly OpenDecision[] {
  const stated = new Set((policy.retention ?? []).map(key));
  const tables = new Map<string, Table>();
  for (const entry of policy.classification ?? []) {
    const { database, schema, table } = entry;
    if (isSensitiveClass(entry.class) && !stated.has(key(entry)))
      tables.set(key(entry), { database, schema, table });
  }
  return [...tables.values()].map((table) => {
    const columns = timeColumns(facts, table);
    return {
      id: `retention:${table.database}.${table.schema}.${table.table}`,
      question: `How long are rows of ${table.schema}.${table.table} in ${table.database} kept?`,
      why: 'It holds sensitive columns, and nothing says when a row must go: every later breach then discloses years instead of weeks.',
      options: [
        stating(
          'State the days',
          'Rows past it have to be removed by something; Postern can say whether anything does.',
          { retention: [{ ...table, column: columns[0] ?? 'created_at', days: 365 }] },
          [
            asked(
              'Column that says when a row came to be',
              ['retention', 0, 'column'],
              'text',
              columns.length > 0 ? columns : undefined,
            ),
            asked('Days it is kept', ['retention', 0, 'days'], 'number'),
          ],
        ),
      ],
    };
  });
}
