import type { HbaRuleRow } from '../../inventory/sections/hba-rules.ts';
import type { Condition } from '../plan.ts';
import { literal } from '../quote.ts';
import { condition } from './says.ts';

const textOrNull = (text: string | null) => (text === null ? 'NULL' : literal(text));

const texts = (items: readonly string[]) => `ARRAY[${items.map(literal).join(', ')}]::pg_catalog.text[]`;

/** The file as the view shows it: its rules in order, and none that the server could not read. */
function fileIs(rows: readonly HbaRuleRow[]): string {
  const shown =
    'SELECT pg_catalog.row_number() OVER (ORDER BY h.line_number) AS at, h.* FROM pg_catalog.pg_hba_file_rules h';
  const counted = `(SELECT pg_catalog.count(*) FROM pg_catalog.pg_hba_file_rules) = ${rows.length}`;
  const each = rows.map(
    (row, at) =>
      `EXISTS (SELECT FROM (${shown}) h WHERE h.at = ${at + 1} AND h.error IS NULL AND h.type = ${textOrNull(row.type)} ` +
      `AND h.database = ${texts(row.databases)} AND h.user_name = ${texts(row.users)} ` +
      `AND h.address IS NOT DISTINCT FROM ${textOrNull(row.address)} AND h.netmask IS NOT DISTINCT FROM ${textOrNull(row.netmask)} ` +
      `AND h.auth_method = ${textOrNull(row.method)})`,
  );
  return [counted, ...each].join(' AND ');
}

/** The rules on disk are those the new file was written from. Needs the right to read `pg_hba_file_rules`. */
export const beforeEditHba = (rows: readonly HbaRuleRow[]): readonly Condition[] => [
  condition('pg_hba.conf is the file that the new one was written from', fileIs(rows)),
];

/** The rules on disk are the new ones; whether they are loaded the server's log says (`pg_conf_load_time()`). */
export const afterEditHba = (rows: readonly HbaRuleRow[]): readonly Condition[] => [
  condition('pg_hba.conf is the new file, and the server can read every line of it', fileIs(rows)),
];
