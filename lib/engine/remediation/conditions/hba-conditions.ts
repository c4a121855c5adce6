import { redacted } from '../../inventory/redact.ts';
import type { HbaRuleRow } from '../../inventory/sections/hba-rules.ts';
import type { Condition } from '../plan.ts';
import { literal } from '../quote.ts';
import { condition } from './says.ts';

const textOrNull = (text: string | null) => (text === null ? 'NULL' : literal(text));

const texts = (items: readonly string[]) => `ARRAY[${items.map(literal).join(', ')}]::pg_catalog.text[]`;

/** Rules that one question is about: a file may have thousands, and the parser takes no text without end. */
const atOnce = 50;

/** As many options, and all of those whose value the snapshot keeps: a secret is compared by nobody. */
function optionsAre(options: readonly string[]): string {
  const shown = "coalesce(h.options, '{}'::pg_catalog.text[])";
  const known = options.filter((option) => !option.includes(redacted));
  return `pg_catalog.cardinality(${shown}) = ${options.length} AND ${shown} @> ${texts(known)}`;
}

/**
 * Rules `from` and following of the file as the view shows it, in order, and that the server could read them. A rule that it reads
 * and cannot match (`hostssl` where TLS is off) has an error too, beside its type: of a line it cannot read there is no type.
 */
function rulesAre(rows: readonly HbaRuleRow[], from: number): string {
  const shown =
    'SELECT pg_catalog.row_number() OVER (ORDER BY h.line_number) AS at, h.* FROM pg_catalog.pg_hba_file_rules h';
  return rows
    .map(
      (row, at) =>
        `EXISTS (SELECT FROM (${shown}) h WHERE h.at = ${from + at + 1} AND (h.error IS NULL OR h.type IN ('hostssl', 'hostgssenc')) AND h.type = ${textOrNull(row.type)} ` +
        `AND h.database = ${texts(row.databases)} AND h.user_name = ${texts(row.users)} ` +
        `AND h.address IS NOT DISTINCT FROM ${textOrNull(row.address)} AND h.netmask IS NOT DISTINCT FROM ${textOrNull(row.netmask)} ` +
        `AND h.auth_method = ${textOrNull(row.method)} AND ${optionsAre(row.options)})`,
    )
    .join(' AND ');
}

function fileIs(rows: readonly HbaRuleRow[], which: string): readonly Condition[] {
  const starts = Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, at) => at * atOnce);
  return [
    condition(
      `pg_hba.conf has as many rules as ${which}: ${rows.length}`,
      `(SELECT pg_catalog.count(*) FROM pg_catalog.pg_hba_file_rules) = ${rows.length}`,
    ),
    ...starts.map((from) => {
      const some = rows.slice(from, from + atOnce);
      return condition(
        `rules ${from + 1} to ${from + some.length} of pg_hba.conf are those of ${which}, and the server can read them`,
        rulesAre(some, from),
      );
    }),
  ];
}

/** The rules on disk are those the new file was written from. Needs the right to read `pg_hba_file_rules`. */
export const beforeEditHba = (rows: readonly HbaRuleRow[]): readonly Condition[] =>
  fileIs(rows, 'the file that the new one was written from');

/** The rules on disk are the new ones; whether they are loaded the server's log says (`pg_conf_load_time()`). */
export const afterEditHba = (rows: readonly HbaRuleRow[]): readonly Condition[] =>
  fileIs(rows, 'the new file');
