import { inline, table } from './markdown-text.ts';
import type { ReportInput } from './report-input.ts';

/** Classified columns, and what was found about each; columns nobody has classified are counted. */
export function columnsPart({ document, policy }: ReportInput): string {
  const rows = (policy.classification ?? []).map((entry) => {
    const about = document.findings.filter(
      ({ object }) =>
        object.database === entry.database &&
        object.schema === entry.schema &&
        object.column === entry.column &&
        (object.relation ?? object.name) === entry.table,
    );
    return [
      inline(`${entry.schema}.${entry.table}.${entry.column}`),
      inline(entry.database),
      inline(entry.class) + (entry.tier === undefined ? '' : `, tier ${entry.tier}`),
      entry.readers === undefined ? 'not stated' : entry.readers.map(inline).join(', ') || 'nobody',
      (entry.protection ?? []).join(', ') || 'not stated',
      about.length === 0
        ? 'no finding on the column itself'
        : about.map((finding) => inline(finding.title)).join('<br>'),
    ];
  });
  const open = document.decisions.filter((decision) => decision.id.startsWith('classification:')).length;
  const note =
    open === 0 ? '' : `\n${open} more columns look sensitive and are not classified: see Decisions.\n`;
  return `${table(['Column', 'Database', 'Class', 'Readers meant', 'Protection meant', 'Found'], rows, 'The policy classifies no column.')}${note}`;
}
