import type { Change } from '../../model/change.ts';
import type { Condition } from '../plan.ts';
import { literal } from '../quote.ts';
import { isQuotedList, splitNameList } from '../render/list-setting.ts';
import { roleExists, roleOid } from './catalog-object.ts';
import { condition, nameSays, notYet, roleSays } from './says.ts';

type SetParameter = Extract<Change, { do: 'set-parameter' }>;

/** The text the server stores: lists of names quoted one by one, as `flatten_set_variable_args` writes them. */
export function storedNames(names: readonly string[]): string {
  const quoted = names.map((name) => `pg_catalog.quote_ident(${literal(name)})`);
  return quoted.length === 0 ? "''" : quoted.join(" || ', ' || ");
}

function storedValue(parameter: string, value: string): string {
  return isQuotedList(parameter) ? storedNames(splitNameList(value)) : literal(value);
}

const isServerWide = ({ at }: SetParameter) => at.role === undefined && at.database === undefined;

/** `pg_db_role_setting` at exactly that level, one entry per parameter. */
function levelEntry({ parameter, at }: SetParameter, and: string): string {
  const role = at.role === undefined ? '0::pg_catalog.oid' : roleOid(at.role);
  const database =
    at.database === undefined
      ? '0::pg_catalog.oid'
      : `(SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = ${literal(at.database)})`;
  return (
    'EXISTS (SELECT FROM pg_catalog.pg_db_role_setting s CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) AS c(entry) ' +
    `WHERE s.setrole = ${role} AND s.setdatabase = ${database} ` +
    `AND pg_catalog.lower(pg_catalog.split_part(c.entry, '=', 1)) = ${literal(parameter.toLowerCase())}${and})`
  );
}

/** What `ALTER SYSTEM` wrote, read from the file at once, whether or not the reload has come through. */
function fileEntry({ parameter }: SetParameter, and: string): string {
  return (
    "EXISTS (SELECT FROM pg_catalog.pg_file_settings f WHERE f.sourcefile LIKE '%postgresql.auto.conf' " +
    `AND pg_catalog.lower(f.name) = ${literal(parameter.toLowerCase())}${and})`
  );
}

function holds(change: SetParameter): string {
  const { parameter, value } = change;
  if (isServerWide(change))
    return value === null
      ? `NOT ${fileEntry(change, '')}`
      : fileEntry(change, ` AND f.setting = ${storedValue(parameter, value)}`);
  return value === null
    ? `NOT ${levelEntry(change, '')}`
    : levelEntry(
        change,
        ` AND pg_catalog.substr(c.entry, pg_catalog.strpos(c.entry, '=') + 1) = ${storedValue(parameter, value)}`,
      );
}

function placeSays({ at }: SetParameter): string {
  const places = [
    ...(at.role === undefined ? [] : [roleSays(at.role)]),
    ...(at.database === undefined ? [] : [`database ${nameSays(at.database)}`]),
  ];
  return places.length === 0 ? 'in postgresql.auto.conf' : `for ${places.join(' in ')}`;
}

function valueSays(change: SetParameter): string {
  const { parameter, value } = change;
  return value === null
    ? `${nameSays(parameter)} is not set ${placeSays(change)}`
    : `${nameSays(parameter)} is ${nameSays(value)} ${placeSays(change)}`;
}

export function beforeSetParameter(change: SetParameter): readonly Condition[] {
  const { role, database } = change.at;
  return [
    ...(role === undefined ? [] : [condition(`${roleSays(role)} exists`, roleExists(role))]),
    ...(database === undefined
      ? []
      : [
          condition(
            `database ${nameSays(database)} exists`,
            `EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datname = ${literal(database)})`,
          ),
        ]),
    condition(`${notYet}${valueSays(change)}`, `NOT (${holds(change)})`),
  ];
}

export const afterSetParameter = (change: SetParameter): readonly Condition[] => [
  condition(valueSays(change), holds(change)),
];
