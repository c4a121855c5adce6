import type { ObjectRef } from '../../model/object-ref.ts';
import { literal } from '../quote.ts';

/** Where one object stands in the catalog: the row as `o`, its owner and its access control list. */
export interface CatalogObject {
  /** After `FROM`. */
  readonly from: string;
  /** What is true of this object alone. */
  readonly where: string;
  readonly owner: string;
  /** The list in force: its own, or the built-in default a NULL stands for; a NULL that is left has no entries. */
  readonly acl: string;
}

type Row = Pick<CatalogObject, 'from' | 'where'>;

const inSchema = (catalog: string, namespace: string, name: string, on: ObjectRef): Row => ({
  from: `pg_catalog.${catalog} o JOIN pg_catalog.pg_namespace n ON n.oid = o.${namespace}`,
  where: `n.nspname = ${literal(on.schema ?? '')} AND o.${name} = ${literal(on.name ?? '')}`,
});

const alone = (catalog: string, name: string, wanted: string | undefined): Row => ({
  from: `pg_catalog.${catalog} o`,
  where: `o.${name} = ${literal(wanted ?? '')}`,
});

const entry = (row: Row, acl: string, letter: string, owner: string): CatalogObject => ({
  ...row,
  owner: `o.${owner}`,
  acl: `coalesce(o.${acl}, pg_catalog.acldefault('${letter}', o.${owner}))`,
});

/** Columns that name an object without an access control list, and its owner. */
const ownedOnly: { readonly [Kind in ObjectRef['kind']]?: readonly [string, string, string] } = {
  'event-trigger': ['pg_event_trigger', 'evtname', 'evtowner'],
  publication: ['pg_publication', 'pubname', 'pubowner'],
  subscription: ['pg_subscription', 'subname', 'subowner'],
};

/** The object's row, or null for kinds whose rows are no objects of the catalog (settings, rules). */
export function catalogObject(on: ObjectRef): CatalogObject | null {
  switch (on.kind) {
    case 'table':
    case 'view':
    case 'materialized-view':
    case 'foreign-table':
    case 'partitioned-table':
      return entry(inSchema('pg_class', 'relnamespace', 'relname', on), 'relacl', 'r', 'relowner');
    case 'sequence':
      return entry(inSchema('pg_class', 'relnamespace', 'relname', on), 'relacl', 's', 'relowner');
    case 'column': {
      const relation = inSchema('pg_class', 'relnamespace', 'relname', on);
      return {
        from: `${relation.from} JOIN pg_catalog.pg_attribute a ON a.attrelid = o.oid AND NOT a.attisdropped`,
        where: `${relation.where} AND a.attname = ${literal(on.column ?? '')}`,
        owner: 'o.relowner',
        acl: 'a.attacl',
      };
    }
    case 'function':
    case 'procedure': {
      const row = inSchema('pg_proc', 'pronamespace', 'proname', on);
      const signature = `pg_catalog.oidvectortypes(o.proargtypes) = ${literal(on.signature ?? '')}`;
      return entry({ ...row, where: `${row.where} AND ${signature}` }, 'proacl', 'f', 'proowner');
    }
    case 'type':
      return entry(inSchema('pg_type', 'typnamespace', 'typname', on), 'typacl', 'T', 'typowner');
    case 'schema':
      return entry(alone('pg_namespace', 'nspname', on.name), 'nspacl', 'n', 'nspowner');
    case 'database':
      return entry(alone('pg_database', 'datname', on.name), 'datacl', 'd', 'datdba');
    case 'tablespace':
      return entry(alone('pg_tablespace', 'spcname', on.name), 'spcacl', 't', 'spcowner');
    case 'language':
      return entry(alone('pg_language', 'lanname', on.name), 'lanacl', 'l', 'lanowner');
    case 'foreign-data-wrapper':
      return entry(alone('pg_foreign_data_wrapper', 'fdwname', on.name), 'fdwacl', 'F', 'fdwowner');
    case 'foreign-server':
      return entry(alone('pg_foreign_server', 'srvname', on.name), 'srvacl', 'S', 'srvowner');
    case 'parameter':
      // Without a row nobody but superusers may; they are no entries here.
      return {
        ...alone('pg_parameter_acl', 'parname', on.name),
        owner: '10::pg_catalog.oid',
        acl: 'o.paracl',
      };
    case 'large-object': {
      const where = `o.oid = ${BigInt(on.name ?? '0')}::pg_catalog.oid`;
      return entry({ from: 'pg_catalog.pg_largeobject_metadata o', where }, 'lomacl', 'L', 'lomowner');
    }
    default: {
      const known = ownedOnly[on.kind];
      if (known === undefined) return null;
      const [catalog, name, owner] = known;
      return { ...alone(catalog, name, on.name), owner: `o.${owner}`, acl: 'NULL::pg_catalog.aclitem[]' };
    }
  }
}

/** The OID of a role by name; NULL where there is none, so that nothing compares equal to it. */
export const roleOid = (name: string): string =>
  `(SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = ${literal(name)})`;

/** Whether the object is there, and `and` true of it; kinds that have no row of their own always are. */
export function objectExists(on: ObjectRef, and = 'true'): string {
  const object = catalogObject(on);
  if (object === null || on.kind === 'parameter') return and;
  return `EXISTS (SELECT FROM ${object.from} WHERE ${object.where}${and === 'true' ? '' : ` AND ${and}`})`;
}

export const roleExists = (name: string): string =>
  `EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = ${literal(name)})`;
