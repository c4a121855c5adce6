import type { DatabaseFacts } from '../../analysis/facts.ts';
import { type SensitiveColumn, sensitiveColumns } from '../../analysis/sensitive-columns.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl, judged } from '../control.ts';
import { relationNamed } from '../grants/by-relation.ts';

/** Views repeat the columns of tables, and partitions those of their parent: what holds the data is asked about once. */
const holdsData: readonly string[] = ['table', 'partitioned-table', 'foreign-table', 'materialized-view'];

function unclassified(database: DatabaseFacts, policy: Policy): SensitiveColumn[] {
  const key = (...parts: readonly string[]) => JSON.stringify(parts);
  const stated = new Set(
    (policy.classification ?? [])
      .filter((entry) => entry.database === database.name)
      .map((entry) => key(entry.schema, entry.table, entry.column)),
  );
  return sensitiveColumns(database).filter(({ schema, relation, column, confidence }) => {
    if (confidence === 'low') return false;
    const holder = relationNamed(database, schema, relation);
    if (holder === undefined || !holdsData.includes(holder.kind) || holder.isPartition) return false;
    return !stated.has(key(schema, relation, column));
  });
}

/** Enough to see what it is about; the decisions list them all. */
const shown = 10;

export const piiColumnUnclassified = defineControl({
  id: 'pii-column-unclassified',
  title: 'Every column that looks sensitive has been classified',
  area: 'columns',
  scope: 'database',
  severity: 'medium',
  needs: ['relations', 'columns'],
  threats: ['insider-reads-regulated-data', 'retention-beyond-need'],
  enforcedWhere: 'column',
  references: [
    { standard: 'PCI DSS 4.0', id: '12.5.2' },
    { standard: 'NIST 800-53', id: 'RA-2' },
    { standard: 'ISO 27001:2022', id: 'A.5.12' },
    { standard: 'ISO 27001:2022', id: 'A.5.34' },
    { standard: 'SOC 2', id: 'C1.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 30' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'What nobody has named as personal data is protected by nobody: it has no readers, no audit and no retention. Names, types and comments of columns give it away; no row is read for this.',
  caution: 'Classifying a column makes every reader that is not listed a finding.',
  check(database, policy) {
    const open = unclassified(database, policy);
    if (open.length === 0) return judged([]);
    const names = open
      .slice(0, shown)
      .map(({ schema, relation, column, why }) => `${schema}.${relation}.${column} (${why})`);
    const more = open.length > shown ? ` and ${open.length - shown} more` : '';
    return {
      outcome: 'unknown',
      reason: `Nobody has said what these columns of database ${database.name} hold and who may read them: ${names.join(', ')}${more}.`,
      decision: 'classification',
    };
  },
});
