import { parseAcl } from '../../../analysis/acl.ts';
import type { AclText } from '../../../inventory/acl-text.ts';
import type { Inventory } from '../../../inventory/inventory.ts';
import type { DefaultPrivilegeObjects } from '../../../model/change.ts';
import { clusterRows, databaseRows } from '../../prior.ts';
import { literal } from '../../quote.ts';
import type { NotCarried } from './not-carried.ts';
import { isSystemSchema } from './rebuild-schemas.ts';
import type { RebuildStep } from './rebuild-step.ts';

/** An object with its list, as a row of the catalog that holds it. */
interface Listed {
  readonly name: string;
  readonly acl: AclText;
  /** `UPDATE … SET column =` and the WHERE behind it. */
  readonly set: string;
  readonly where: string;
  /** It is there, and the snapshot's section leaves it out as long as it has no list. */
  readonly plain?: boolean;
}

const schemaOid = (schema: string) =>
  `(SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = ${literal(schema)})`;
const relationOid = (schema: string, name: string) =>
  `(SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relnamespace = ${schemaOid(schema)} AND c.relname = ${literal(name)})`;

const listed = (catalog: string, column: string, where: string, name: string, acl: AclText): Listed => ({
  name,
  acl,
  set: `UPDATE pg_catalog.${catalog} SET ${column} = `,
  where: ` WHERE ${where}`,
});

function inCluster({ cluster }: Inventory): readonly Listed[] {
  return [
    ...clusterRows(cluster.databases).map(({ name, acl }) =>
      listed('pg_database', 'datacl', `datname = ${literal(name)}`, name, acl),
    ),
    ...clusterRows(cluster.tablespaces).map(({ name, acl }) =>
      listed('pg_tablespace', 'spcacl', `spcname = ${literal(name)}`, name, acl),
    ),
  ];
}

function inDatabase(inventory: Inventory, database: string): readonly Listed[] {
  const named = (
    section: 'languages' | 'foreign-data-wrappers' | 'foreign-servers' | 'schemas',
    catalog: string,
    prefix: string,
    aclColumn: string,
  ) =>
    databaseRows(inventory, database, section).map(({ name, acl }) =>
      listed(catalog, aclColumn, `${prefix}name = ${literal(name)}`, name, acl),
    );
  return [
    ...named('schemas', 'pg_namespace', 'nsp', 'nspacl'),
    ...named('languages', 'pg_language', 'lan', 'lanacl'),
    ...named('foreign-data-wrappers', 'pg_foreign_data_wrapper', 'fdw', 'fdwacl'),
    ...named('foreign-servers', 'pg_foreign_server', 'srv', 'srvacl'),
    ...databaseRows(inventory, database, 'relations').map(({ schema, name, acl }) =>
      listed('pg_class', 'relacl', `oid = ${relationOid(schema, name)}`, `${schema}.${name}`, acl),
    ),
    ...databaseRows(inventory, database, 'columns').map(({ schema, relation, name, acl }) => ({
      ...listed(
        'pg_attribute',
        'attacl',
        `attrelid = ${relationOid(schema, relation)} AND attname = ${literal(name)}`,
        `${schema}.${relation}.${name}`,
        acl,
      ),
      plain: isSystemSchema(schema),
    })),
    ...databaseRows(inventory, database, 'routines').map(({ schema, name, signature, acl }) =>
      listed(
        'pg_proc',
        'proacl',
        `pronamespace = ${schemaOid(schema)} AND proname = ${literal(name)} AND pg_catalog.oidvectortypes(proargtypes) = ${literal(signature)}`,
        `${schema}.${name}(${signature})`,
        acl,
      ),
    ),
    // A multirange and a vector have another type's list.
    ...databaseRows(inventory, database, 'types')
      .filter((row) => row.kind !== 'multirange' && !row.name.endsWith('vector'))
      .map(({ schema, name, acl }) =>
        listed(
          'pg_type',
          'typacl',
          `typnamespace = ${schemaOid(schema)} AND typname = ${literal(name)}`,
          `${schema}.${name}`,
          acl,
        ),
      ),
    ...databaseRows(inventory, database, 'large-objects').map(({ oid, acl }) =>
      listed('pg_largeobject_metadata', 'lomacl', `oid = ${Math.trunc(oid)}`, String(oid), acl),
    ),
  ];
}

/** `aclitem` reads what the server printed, but no role that is gone. */
function aclArray(name: string, acl: AclText, lost: NotCarried): string {
  if (acl === null) return 'NULL';
  const items = parseAcl(acl).flatMap(({ grantee, grantor }, at) => {
    if (typeof grantor === 'string' && (grantee === null || typeof grantee === 'string'))
      return [literal(acl[at] ?? '')];
    lost.add('grants of or to dropped roles', name);
    return [];
  });
  return `ARRAY[${items.join(', ')}]::pg_catalog.aclitem[]`;
}

function differing(
  wanted: readonly Listed[],
  present: readonly Listed[],
  lost: NotCarried,
): readonly RebuildStep[] {
  const there = new Map(present.map((one) => [one.set + one.where, one]));
  return wanted.flatMap((one): readonly RebuildStep[] => {
    const old = there.get(one.set + one.where);
    // What is not there was counted when it could not be made.
    if (old === undefined && one.plain !== true) return [];
    if (JSON.stringify(old?.acl ?? null) === JSON.stringify(one.acl)) return [];
    const sql = `${one.set}${aclArray(one.name, one.acl, lost)}${one.where}`;
    return [{ kind: 'grants', name: one.name, sql: [sql] }];
  });
}

/**
 * Access control lists, exactly: entry by entry, with the grantor of each. A GRANT would make another wherever the grantor has the
 * owner's privileges by now, or has lost its own; so the catalog of the throw-away server is written itself.
 */
export function clusterAclSteps(
  wanted: Inventory,
  present: Inventory,
  lost: NotCarried,
): readonly RebuildStep[] {
  return [
    ...differing(inCluster(wanted), inCluster(present), lost),
    ...clusterRows(wanted.cluster['parameter-acls']).map(({ name, acl }) => ({
      kind: 'grants on parameters',
      name,
      sql: [
        `INSERT INTO pg_catalog.pg_parameter_acl (oid, parname, paracl) SELECT pg_catalog.pg_nextoid('pg_catalog.pg_parameter_acl', 'oid', 'pg_catalog.pg_parameter_acl_oid_index'), ${literal(name)}, ${aclArray(name, acl, lost)}`,
      ],
    })),
  ];
}

const letters: Readonly<Record<DefaultPrivilegeObjects, string>> = {
  TABLES: 'r',
  SEQUENCES: 'S',
  FUNCTIONS: 'f',
  TYPES: 'T',
  SCHEMAS: 'n',
  'LARGE OBJECTS': 'L',
};

export function databaseAclSteps(
  wanted: Inventory,
  present: Inventory,
  database: string,
  lost: NotCarried,
): readonly RebuildStep[] {
  return [
    ...differing(inDatabase(wanted, database), inDatabase(present, database), lost),
    ...databaseRows(wanted, database, 'default-acls').map(({ role, schema, objects, acl }) => {
      const name = `${objects} of ${role}${schema === null ? '' : ` in ${schema}`}`;
      const namespace = schema === null ? '0' : schemaOid(schema);
      return {
        kind: 'default privileges',
        name,
        sql: [
          `INSERT INTO pg_catalog.pg_default_acl (oid, defaclrole, defaclnamespace, defaclobjtype, defaclacl) SELECT pg_catalog.pg_nextoid('pg_catalog.pg_default_acl', 'oid', 'pg_catalog.pg_default_acl_oid_index'), (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = ${literal(role)}), ${namespace}, '${letters[objects]}', ${aclArray(name, acl, lost)}`,
        ],
      };
    }),
  ];
}
