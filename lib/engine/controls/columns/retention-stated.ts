import { isSensitiveClass } from '../../policy/sensitive-class.ts';
import { defineControl, judged } from '../control.ts';
import { relationNamed } from '../grants/by-relation.ts';

/** Enough to see what it is about; the decisions list them all. */
const shown = 10;

export const retentionStated = defineControl({
  id: 'retention-stated',
  title: 'Every table with sensitive columns has a stated retention',
  area: 'columns',
  scope: 'database',
  severity: 'low',
  needs: ['relations'],
  threats: ['retention-beyond-need'],
  enforcedWhere: 'outside',
  references: [
    { standard: 'PCI DSS 4.0', id: '3.2.1' },
    { standard: 'NIST 800-53', id: 'SI-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.10' },
    { standard: 'SOC 2', id: 'C1.2' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 5(1)(e)' },
  ],
  rationale:
    'What is kept without an end is disclosed whole by every later breach. Only the owner of the data can say when a row has to go; whether old rows are still there cannot be known without reading rows, which Postern does not do.',
  caution: 'Stating a period makes somebody responsible for removing rows past it.',
  check(database, policy) {
    const classified = (policy.classification ?? []).filter(
      (entry) =>
        entry.database === database.name &&
        isSensitiveClass(entry.class) &&
        relationNamed(database, entry.schema, entry.table) !== undefined,
    );
    if (classified.length === 0)
      return {
        outcome: 'not-applicable',
        reason: `The policy classifies no sensitive column of database ${database.name}.`,
      };
    const stated = new Set(
      (policy.retention ?? [])
        .filter((entry) => entry.database === database.name)
        .map((entry) => JSON.stringify([entry.schema, entry.table])),
    );
    const open = [
      ...new Map(
        classified
          .filter((entry) => !stated.has(JSON.stringify([entry.schema, entry.table])))
          .map((entry) => [JSON.stringify([entry.schema, entry.table]), `${entry.schema}.${entry.table}`]),
      ).values(),
    ].sort();
    if (open.length === 0) return judged([]);
    const more = open.length > shown ? ` and ${open.length - shown} more` : '';
    return {
      outcome: 'unknown',
      reason: `The policy does not say how long rows of these tables of database ${database.name} are kept: ${open.slice(0, shown).join(', ')}${more}.`,
      decision: 'retention',
    };
  },
});
