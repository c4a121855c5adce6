import type { Policy } from '../policy.ts';
import { yamlText } from '../yaml-text.ts';
import type { OpenDecision } from './open-decision.ts';

/** A column that looks as if it held something sensitive. */
export interface SuspectColumn {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  /** Why it looks so, in words, for example `name says e-mail address`. */
  readonly reason: string;
}

/** One decision for each column that looks sensitive and is not classified. */
export function classificationDecisions(
  suspects: readonly SuspectColumn[],
  policy: Policy,
): readonly OpenDecision[] {
  const key = (column: { database: string; schema: string; table: string; column: string }) =>
    JSON.stringify([column.database, column.schema, column.table, column.column]);
  const stated = new Set((policy.classification ?? []).map(key));
  return suspects
    .filter((column) => !stated.has(key(column)))
    .map((column) => {
      const path = `database: ${yamlText(column.database)}, schema: ${yamlText(column.schema)}, table: ${yamlText(column.table)}, column: ${yamlText(column.column)}`;
      const line = (rest: string) => `classification:\n  - { ${path}, ${rest} }\n`;
      return {
        id: `classification:${column.database}.${column.schema}.${column.table}.${column.column}`,
        question: `What does ${column.schema}.${column.table}.${column.column} in ${column.database} hold, and who may read it?`,
        why: `It looks sensitive (${column.reason}) and is not classified: nobody has said who may read it.`,
        options: [
          {
            title: 'Personal data',
            consequence: 'Only the readers listed may read it; anyone else is a finding.',
            policy: line('class: pii, readers: []'),
          },
          {
            title: 'Regulated',
            consequence: 'As above, and its protection and the audit of its readers are judged.',
            policy: line('class: regulated, tier: 0, readers: [], protection: [column-grant, encryption]'),
          },
          {
            title: 'Not sensitive',
            consequence: 'It is not asked about again.',
            policy: line('class: public'),
          },
        ],
      };
    });
}
