import { alterSystem } from '../../../testing/alter-system.ts';
import { existingCheckCases } from '../../../testing/existing-check-cases.ts';

const app = 'CREATE ROLE app LOGIN';
const away = 'DROP OWNED BY app; DROP ROLE app';

existingCheckCases({ major: 18 }, [
  {
    key: 'catalog-authid-grants',
    says: 'the whole of pg_authid',
    setup: app,
    bad: 'GRANT SELECT ON pg_authid TO app',
    undo: away,
    control: 'catalog-authid-grants',
    object: { kind: 'table', name: 'pg_authid', role: 'app' },
  },
  {
    key: 'catalog-acl-tampering',
    says: 'CREATE on schema pg_catalog',
    setup: app,
    bad: 'GRANT CREATE ON SCHEMA pg_catalog TO app',
    undo: away,
    control: 'schema-create-non-owner',
    object: { kind: 'schema', name: 'pg_catalog', role: 'app' },
  },
  {
    key: 'catalog-acl-tampering',
    says: 'DELETE on a catalog for everybody',
    bad: 'GRANT DELETE ON pg_description TO PUBLIC',
    control: 'catalog-acl-tampering',
    object: { kind: 'table', name: 'pg_description', public: true },
  },
  {
    key: 'privilege-baseline-diff',
    says: 'a stated privilege that is missing',
    policy: {
      version: 1,
      roles: [
        {
          role: 'app',
          kind: 'application',
          may: [{ schema: 'public', objects: 'tables', privileges: ['SELECT'] }],
        },
      ],
    },
    setup: `${app}; CREATE TABLE orders (id int); GRANT SELECT ON orders TO app`,
    bad: 'REVOKE SELECT ON orders FROM app',
    undo: away,
    control: 'privilege-baseline-diff',
    object: { kind: 'table', name: 'orders', role: 'app' },
  },
  {
    key: 'schema-usage-excess',
    says: 'USAGE on a schema that is not stated',
    policy: {
      version: 1,
      roles: [
        {
          role: 'app',
          kind: 'application',
          may: [{ schema: 'public', objects: 'tables', privileges: ['SELECT'] }],
        },
      ],
    },
    setup: `${app}; CREATE SCHEMA billing`,
    bad: 'GRANT USAGE ON SCHEMA billing TO app',
    undo: away,
    control: 'privilege-baseline-diff',
    object: { kind: 'schema', name: 'billing', role: 'app' },
  },
  {
    key: 'sequence-privileges',
    says: 'UPDATE on a sequence that is not stated',
    policy: {
      version: 1,
      roles: [
        {
          role: 'app',
          kind: 'application',
          may: [{ schema: 'public', objects: 'sequences', privileges: ['USAGE'] }],
        },
      ],
    },
    setup: `${app}; CREATE SEQUENCE numbers; GRANT USAGE ON SEQUENCE numbers TO app`,
    bad: 'GRANT UPDATE ON SEQUENCE numbers TO app',
    undo: away,
    control: 'privilege-baseline-diff',
    object: { kind: 'sequence', name: 'numbers', role: 'app' },
  },
  ...(
    [
      ['sequence', 'CREATE SEQUENCE thing', 'GRANT USAGE ON SEQUENCE thing', { name: 'thing' }],
      [
        'function',
        'CREATE FUNCTION thing() RETURNS int LANGUAGE sql RETURN 1',
        'GRANT EXECUTE ON FUNCTION thing',
        { name: 'thing' },
      ],
      ['schema', 'CREATE SCHEMA thing', 'GRANT USAGE ON SCHEMA thing', { name: 'thing' }],
      ['type', 'CREATE DOMAIN thing AS int', 'GRANT USAGE ON TYPE thing', { name: 'thing' }],
      ['view', 'CREATE VIEW thing AS SELECT 1 AS a', 'GRANT SELECT ON thing', { name: 'thing' }],
      ['large-object', 'SELECT lo_create(77)', 'GRANT SELECT ON LARGE OBJECT 77', { name: '77' }],
      ['language', '', 'GRANT USAGE ON LANGUAGE plpgsql', { name: 'plpgsql' }],
    ] as const
  ).map(([kind, setup, grant, named]) => ({
    key: 'grant-option',
    says: `on a ${kind}`,
    setup: `${app}; ${setup}`,
    bad: `${grant} TO app WITH GRANT OPTION`,
    undo: away,
    control: 'grant-option' as const,
    object: { kind, ...named, role: 'app' } as const,
  })),
  {
    key: 'schema-create-non-owner',
    says: 'CREATE, and nobody said anything',
    setup: `${app}; CREATE SCHEMA shop`,
    bad: 'GRANT CREATE ON SCHEMA shop TO app',
    undo: away,
    control: 'schema-create-non-owner',
    object: { kind: 'schema', name: 'shop', role: 'app' },
  },
  {
    key: 'fdw-server-usage',
    says: 'USAGE on a wrapper by name',
    setup: `${app}; CREATE FOREIGN DATA WRAPPER dummy`,
    bad: 'GRANT USAGE ON FOREIGN DATA WRAPPER dummy TO app',
    undo: away,
    control: 'fdw-server-usage',
    object: { kind: 'foreign-data-wrapper', name: 'dummy', role: 'app' },
  },
  {
    key: 'language-usage',
    says: 'an untrusted language, whose rights nobody can grant',
    bad: 'CREATE LANGUAGE scripts HANDLER plpgsql_call_handler',
    control: 'untrusted-languages',
    object: { kind: 'language', name: 'scripts' },
  },
  {
    key: 'large-object-acl',
    says: 'lo_compat_privileges = on',
    bad: alterSystem('lo_compat_privileges', 'on'),
    undo: alterSystem('lo_compat_privileges', null),
    control: 'large-object-acl',
    object: { kind: 'setting', name: 'lo_compat_privileges' },
  },
  {
    key: 'large-object-acl',
    says: 'lo_compat_privileges = on for one role',
    setup: app,
    bad: 'ALTER ROLE app SET lo_compat_privileges = on',
    undo: away,
    control: 'large-object-acl',
    object: { kind: 'setting', name: 'lo_compat_privileges' },
  },
]);
