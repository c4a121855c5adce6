import type { ShownImpact } from './impact-view.ts';
import type { ShownRehearsal } from './remediation-view.ts';

type Shown = Pick<ShownImpact, 'statements' | 'statementNotes'>;

/**
 * What the losing roles were seen to run on what they lose, as the newest rehearsal that asked `pg_stat_statements` knows it. An
 * empty list says that there is none only where nothing was left open.
 */
export function shownStatements(rehearsals: readonly Pick<ShownRehearsal, 'at' | 'statements'>[]): Shown {
  const rehearsal = rehearsals.find((one) => one.statements !== null);
  const asked = rehearsal?.statements;
  if (rehearsal === undefined || !asked)
    return {
      statements: { unknown: 'pg_stat_statements is asked when it is rehearsed' },
      statementNotes: [],
    };
  const { seen, total, unknown, notes } = asked;
  if (seen.length === 0 && unknown.length > 0)
    return { statements: { unknown: unknown.join('; ') }, statementNotes: notes };
  return {
    statements: {
      known: seen.map(
        ({ role, query, calls, certain }) =>
          `${role}, ${times(calls)}${certain ? '' : ', perhaps on another relation of that name'}: ${query}`,
      ),
    },
    statementNotes: [
      `As pg_stat_statements had it ${rehearsal.at.slice(0, 16).replace('T', ' ')} UTC`,
      ...(total > seen.length ? [`${total - seen.length} more were seen, called less often`] : []),
      ...unknown.map((why) => `Unknown in ${why}`),
      ...notes,
    ],
  };
}

const times = (calls: number) => (calls === 1 ? 'once' : `${calls.toLocaleString('en')} times`);
