import type { Change } from '../../model/change.ts';
import type { PlannedStatement } from '../plan.ts';
import { identifier, literal } from '../quote.ts';
import { isQuotedList, splitNameList } from './list-setting.ts';

const parameterName = (name: string): string => name.split('.').map(identifier).join('.');

function valueText(parameter: string, value: string): string {
  if (!isQuotedList(parameter)) return literal(value);
  const names = splitNameList(value);
  return names.length === 0 ? "''" : names.map(literal).join(', ');
}

/** `SET name = value` or `RESET name`, as ALTER ROLE, ALTER DATABASE and ALTER ROUTINE take it. */
export function setOrReset(parameter: string, value: string | null): string {
  const name = parameterName(parameter);
  return value === null ? `RESET ${name}` : `SET ${name} = ${valueText(parameter, value)}`;
}

/** `ALTER SYSTEM` refuses a transaction block and takes effect with the reload that follows it (or a restart). */
export function renderSetParameter(
  change: Extract<Change, { do: 'set-parameter' }>,
): readonly PlannedStatement[] {
  const { role, database } = change.at;
  const action = setOrReset(change.parameter, change.value);
  if (role === undefined && database === undefined) {
    return [
      { sql: `ALTER SYSTEM ${action}`, lock: null, transactional: false },
      { sql: 'SELECT pg_catalog.pg_reload_conf()', lock: null, transactional: false },
    ];
  }
  const target =
    role === undefined
      ? `DATABASE ${identifier(database ?? '')}`
      : `ROLE ${identifier(role)}${database === undefined ? '' : ` IN DATABASE ${identifier(database)}`}`;
  return [{ sql: `ALTER ${target} ${action}`, lock: null, transactional: true }];
}
