import type { ObjectRef } from '../model/object-ref.ts';
import { identifier, qualified } from './quote.ts';

function routine(keyword: string, object: ObjectRef): string {
  // The signature is the server's own text (pg_get_function_identity_arguments); every rendered statement is parsed
  // afterwards (check-script.ts), so text that is no signature cannot become a second statement.
  return `${keyword} ${qualified(object.schema, object.name ?? '')}(${object.signature ?? ''})`;
}

/** The object as `GRANT … ON` and `REVOKE … ON` name it (PostgreSQL documentation, GRANT). Columns name their table. */
export function grantTarget(object: ObjectRef): string {
  const name = object.name ?? '';
  switch (object.kind) {
    case 'table':
    case 'view':
    case 'materialized-view':
    case 'foreign-table':
    case 'partitioned-table':
    case 'column':
      return `TABLE ${qualified(object.schema, name)}`;
    case 'sequence':
      return `SEQUENCE ${qualified(object.schema, name)}`;
    case 'function':
      return routine('FUNCTION', object);
    case 'procedure':
      return routine('PROCEDURE', object);
    case 'type':
      return `TYPE ${qualified(object.schema, name)}`;
    case 'schema':
      return `SCHEMA ${identifier(name)}`;
    case 'database':
      return `DATABASE ${identifier(name)}`;
    case 'tablespace':
      return `TABLESPACE ${identifier(name)}`;
    case 'language':
      return `LANGUAGE ${identifier(name)}`;
    case 'foreign-data-wrapper':
      return `FOREIGN DATA WRAPPER ${identifier(name)}`;
    case 'foreign-server':
      return `FOREIGN SERVER ${identifier(name)}`;
    case 'parameter':
      return `PARAMETER ${name.split('.').map(identifier).join('.')}`;
    case 'large-object':
      return `LARGE OBJECT ${BigInt(name)}`;
    default:
      throw new Error(`${object.kind} has no privileges`);
  }
}

const alterKeyword: Partial<Record<ObjectRef['kind'], string>> = {
  table: 'TABLE',
  'partitioned-table': 'TABLE',
  view: 'VIEW',
  'materialized-view': 'MATERIALIZED VIEW',
  'foreign-table': 'FOREIGN TABLE',
  sequence: 'SEQUENCE',
  type: 'TYPE',
  schema: 'SCHEMA',
  database: 'DATABASE',
  tablespace: 'TABLESPACE',
  language: 'LANGUAGE',
  'foreign-data-wrapper': 'FOREIGN DATA WRAPPER',
  'foreign-server': 'SERVER',
  'event-trigger': 'EVENT TRIGGER',
  publication: 'PUBLICATION',
  subscription: 'SUBSCRIPTION',
};

/** The object as `ALTER …` names it. */
export function alterTarget(object: ObjectRef): string {
  if (object.kind === 'function' || object.kind === 'procedure') return routine('ROUTINE', object);
  if (object.kind === 'large-object') return grantTarget(object);
  const keyword = alterKeyword[object.kind];
  if (keyword === undefined) throw new Error(`${object.kind} cannot be altered`);
  const schemaless = [
    'schema',
    'database',
    'tablespace',
    'language',
    'foreign-data-wrapper',
    'foreign-server',
    'event-trigger',
    'publication',
    'subscription',
  ];
  return `${keyword} ${qualified(schemaless.includes(object.kind) ? undefined : object.schema, object.name ?? '')}`;
}
