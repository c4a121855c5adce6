import type { Change, ObjectDefinition } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { PlannedStatement } from '../plan.ts';
import { identifier, literal, qualified } from '../quote.ts';
import { plain } from './grants.ts';

type DefinitionOf<Make extends ObjectDefinition['make']> = Extract<ObjectDefinition, { make: Make }>;

/** The object as `CREATE`, `DROP` and `COMMENT ON` name it. */
function target(on: ObjectRef): string {
  const name = on.name ?? '';
  switch (on.kind) {
    case 'schema':
      return `SCHEMA ${identifier(name)}`;
    case 'table':
      return `TABLE ${qualified(on.schema, name)}`;
    case 'view':
      return `VIEW ${qualified(on.schema, name)}`;
    case 'function':
      return `FUNCTION ${qualified(on.schema, name)}(${on.signature ?? ''})`;
    case 'trigger':
      return `TRIGGER ${identifier(name)} ON ${qualified(on.schema, on.relation ?? '')}`;
    default:
      throw new Error(`Postern makes no ${on.kind}`);
  }
}

function table(on: ObjectRef, { columns }: DefinitionOf<'table'>): string {
  const lines = columns.map(({ name, type, notNull, defaultTo }) =>
    [
      identifier(name),
      type,
      ...(notNull ? ['NOT NULL'] : []),
      ...(defaultTo === null ? [] : ['DEFAULT', defaultTo]),
    ].join(' '),
  );
  return `CREATE TABLE ${qualified(on.schema, on.name ?? '')} (${lines.join(', ')})`;
}

function view(on: ObjectRef, definition: DefinitionOf<'view'>): string {
  const { columns, from, securityBarrier, securityInvoker } = definition;
  const options = [
    ...(securityBarrier ? ['security_barrier = true'] : []),
    ...(securityInvoker ? ['security_invoker = true'] : []),
  ];
  const shown = columns.map(({ name, expression }) =>
    expression === null ? identifier(name) : `${expression} AS ${identifier(name)}`,
  );
  const clause = options.length === 0 ? '' : ` WITH (${options.join(', ')})`;
  return `CREATE VIEW ${qualified(on.schema, on.name ?? '')}${clause} AS SELECT ${shown.join(', ')} FROM ${qualified(from.schema, from.name ?? '')}`;
}

function routine(on: ObjectRef, definition: DefinitionOf<'function'>): string {
  const { parameters, returns, language, securityDefiner, searchPath, body } = definition;
  const list = parameters.map(({ name, type }) => `${identifier(name)} ${type}`).join(', ');
  const path = searchPath === null ? '' : ` SET search_path = ${searchPath.map(identifier).join(', ')}`;
  return `CREATE FUNCTION ${qualified(on.schema, on.name ?? '')}(${list}) RETURNS ${returns} LANGUAGE ${language} ${securityDefiner ? 'SECURITY DEFINER' : 'SECURITY INVOKER'}${path} AS ${literal(body)}`;
}

function trigger(on: ObjectRef, { events, calls }: DefinitionOf<'trigger'>): string {
  return `CREATE TRIGGER ${identifier(on.name ?? '')} AFTER ${events.join(' OR ')} ON ${qualified(on.schema, on.relation ?? '')} FOR EACH ROW EXECUTE FUNCTION ${qualified(calls.schema, calls.name)}(${calls.arguments.map(literal).join(', ')})`;
}

function creation(on: ObjectRef, definition: ObjectDefinition): string {
  switch (definition.make) {
    case 'schema':
      return `CREATE SCHEMA ${identifier(on.name ?? '')}`;
    case 'table':
      return table(on, definition);
    case 'view':
      return view(on, definition);
    case 'function':
      return routine(on, definition);
    case 'trigger':
      return trigger(on, definition);
  }
}

/** CREATE TRIGGER takes SHARE ROW EXCLUSIVE on its table (PostgreSQL documentation 13.3.1), dropping it ACCESS EXCLUSIVE. */
const onTable = (sql: string, on: ObjectRef, mode: string): PlannedStatement =>
  on.kind === 'trigger'
    ? { sql, lock: { object: `${on.schema}.${on.relation}`, mode }, transactional: true }
    : plain(sql);

/**
 * Drops what stands there first where it is a trigger, a function or a view of the same name, which only an earlier run can have
 * left: the plan is not offered where the snapshot has one. Schemas and tables, which hold things, stay as they are.
 */
export function renderCreateObject(
  change: Extract<Change, { do: 'create-object' }>,
): readonly PlannedStatement[] {
  const { on, owner, definition, comment } = change;
  const create = creation(on, definition);
  const kept = definition.make === 'schema' || definition.make === 'table';
  const made = kept
    ? [plain(create.replace(/^CREATE (SCHEMA|TABLE)/, 'CREATE $1 IF NOT EXISTS'))]
    : [renderDropObject({ do: 'drop-object', on }), onTable(create, on, 'ShareRowExclusiveLock')];
  return [
    ...made,
    ...(owner === null ? [] : [plain(`ALTER ${target(on)} OWNER TO ${identifier(owner)}`)]),
    ...(comment === null ? [] : [plain(`COMMENT ON ${target(on)} IS ${literal(comment)}`)]),
  ];
}

export function renderDropObject(change: Extract<Change, { do: 'drop-object' }>): PlannedStatement {
  const { on } = change;
  const name = target(on).replace(/^(\w+) /, 'DROP $1 IF EXISTS ');
  return onTable(name, on, 'AccessExclusiveLock');
}
