import type { Inventory } from '../../../inventory/inventory.ts';
import { redacted } from '../../../inventory/redact.ts';
import type { RoutineRow } from '../../../inventory/sections/routines.ts';
import { databaseRows } from '../../prior.ts';
import { identifier, literal, qualified } from '../../quote.ts';
import { renderCreatePolicy } from '../../render/schema-objects.ts';
import { setOrReset } from '../../render/settings.ts';
import type { NotCarried } from './not-carried.ts';
import { isSystemSchema, owned } from './rebuild-schemas.ts';
import type { RebuildStep } from './rebuild-step.ts';
import { oneStatement, routineOptions } from './safe-text.ts';

const longest = 65_536;

/** CREATE FUNCTION or PROCEDURE; null for what cannot be written from a snapshot. */
function creation(row: RoutineRow): string | null {
  const { kind, source, returnType, schema, name, signature, language } = row;
  if (source === null || source.length >= longest || kind === 'aggregate' || kind === 'window') return null;
  const called = `${qualified(schema, name)}(${signature})`;
  const head =
    kind === 'procedure'
      ? `CREATE PROCEDURE ${called}`
      : `CREATE FUNCTION ${called} RETURNS ${returnType ?? 'void'}`;
  const definer = row.securityDefiner ? ' SECURITY DEFINER' : '';
  const leakproof = row.leakproof ? ' LEAKPROOF' : '';
  const sql = `${head} LANGUAGE ${identifier(language)}${definer}${leakproof} AS ${literal(source)}`;
  const meant = [
    'as',
    'language',
    ...(row.leakproof ? ['leakproof'] : []),
    ...(row.securityDefiner ? ['security'] : []),
  ];
  // Types of a snapshot are text: whatever else they may say, they bring no other language and no other file.
  return routineOptions(sql)?.join() === meant.join() ? sql : null;
}

/** The customer's functions and procedures with their source, which nobody runs or checks there. */
export function routineSteps(wanted: Inventory, database: string, lost: NotCarried): readonly RebuildStep[] {
  return ownRoutines(wanted, database).flatMap((row): readonly RebuildStep[] => {
    const name = `${row.schema}.${row.name}(${row.signature})`;
    const create = creation(row);
    if (create === null) {
      lost.add('routines', name);
      return [];
    }
    return [{ kind: 'routines', name, sql: [create] }];
  });
}

function ownRoutines(wanted: Inventory, database: string): readonly RoutineRow[] {
  return databaseRows(wanted, database, 'routines').filter(
    (row) => row.extension === null && !isSystemSchema(row.schema),
  );
}

export function routineStateSteps(
  wanted: Inventory,
  database: string,
  lost: NotCarried,
): readonly RebuildStep[] {
  return ownRoutines(wanted, database).flatMap((row): readonly RebuildStep[] => {
    if (creation(row) === null) return [];
    const { schema, signature } = row;
    const name = `${schema}.${row.name}(${signature})`;
    const kind = row.kind === 'procedure' ? 'procedure' : 'function';
    const routine = `ALTER ROUTINE ${qualified(schema, row.name)}(${signature})`;
    const settings = row.config.flatMap((entry): readonly RebuildStep[] => {
      const at = entry.indexOf('=');
      const set = setOrReset(entry.slice(0, at), entry.slice(at + 1));
      if (!entry.includes(redacted))
        return [{ kind: 'settings of routines', name, sql: [`${routine} ${set}`] }];
      lost.add('settings whose value is hidden', name);
      return [];
    });
    return [...settings, owned({ kind, database, schema, name: row.name, signature }, row.owner, name)];
  });
}

/** Policies whose expressions could be written out. */
export function policySteps(wanted: Inventory, database: string, lost: NotCarried): readonly RebuildStep[] {
  return databaseRows(wanted, database, 'policies').flatMap((row): readonly RebuildStep[] => {
    const { schema, relation, permissive, command, roles, using, withCheck } = row;
    const name = `${row.name} on ${schema}.${relation}`;
    const on = { kind: 'table', database, schema, name: relation } as const;
    const sql = renderCreatePolicy({
      do: 'create-policy',
      on,
      policy: row.name,
      ...{ permissive, command, roles, using, withCheck },
    }).map((one) => one.sql);
    const unwritten = using === '' || withCheck === '';
    if (!unwritten && oneStatement(sql.at(-1) ?? '', 'CreatePolicyStmt') !== null)
      return [{ kind: 'policies', name, sql }];
    lost.add('policies', name);
    return [];
  });
}

/** What snapshots know of and cannot make again, by its name. */
export function countTheRest(wanted: Inventory, database: string, lost: NotCarried): void {
  for (const { name, schema, relation } of databaseRows(wanted, database, 'triggers'))
    lost.add('triggers', `${name} on ${schema}.${relation}`);
  for (const { name } of databaseRows(wanted, database, 'event-triggers')) lost.add('event triggers', name);
  for (const { name } of databaseRows(wanted, database, 'publications')) lost.add('publications', name);
  for (const { schema, relation } of databaseRows(wanted, database, 'foreign-keys'))
    lost.add('foreign keys', `${schema}.${relation}`);
  for (const { schema, relation } of databaseRows(wanted, database, 'unique-keys'))
    lost.add('unique keys', `${schema}.${relation}`);
}
