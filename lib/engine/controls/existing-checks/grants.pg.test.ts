import { alterSystem } from '../../../testing/alter-system.ts';
import { existingCheckCases } from '../../../testing/existing-check-cases.ts';
import type { Policy } from '../../policy/policy.ts';

const app = 'CREATE ROLE app LOGIN';
const away = 'DROP OWNED BY app; DROP ROLE app';

const reader: Policy = {
  version: 1,
  roles: [
    {
      role: 'app',
      kind: 'application',
      may: [{ schema: 'public', objects: 'tables', privileges: ['SELECT'] }],
    },
  ],
};

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
    key: 'table-dml-excess',
    says: 'DELETE beyond what is stated',
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
    bad: 'GRANT DELETE ON orders TO app',
    undo: away,
    control: 'privilege-baseline-diff',
    object: { kind: 'table', name: 'orders', role: 'app' },
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
    key: 'table-dml-excess',
    says: 'UPDATE of one column beyond what is stated',
    policy: reader,
    setup: `${app}; CREATE TABLE orders (id int, price int); GRANT SELECT ON orders TO app`,
    bad: 'GRANT UPDATE (price) ON orders TO app',
    undo: away,
    control: 'privilege-baseline-diff',
    object: { kind: 'column', name: 'orders', column: 'price', role: 'app' },
  },
  {
    key: 'table-dml-excess',
    says: 'what PUBLIC may do, without a word of a policy',
    setup: 'CREATE TABLE orders (id int)',
    bad: 'GRANT DELETE ON orders TO PUBLIC',
    control: 'public-table-grants',
    object: { kind: 'table', name: 'orders', public: true },
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
  ...(['TRUNCATE', 'REFERENCES', 'TRIGGER'] as const).map((privilege) => ({
    key: 'table-truncate-references-trigger',
    says: `${privilege}, and nobody said anything`,
    setup: `${app}; CREATE TABLE orders (id int)`,
    bad: `GRANT ${privilege} ON orders TO app`,
    undo: away,
    control: 'table-truncate-references-trigger' as const,
    object: { kind: 'table', name: 'orders', role: 'app' } as const,
  })),
  {
    key: 'table-truncate-references-trigger',
    says: 'REFERENCES on one column',
    setup: `${app}; CREATE TABLE orders (id int PRIMARY KEY)`,
    bad: 'GRANT REFERENCES (id) ON orders TO app',
    undo: away,
    control: 'table-truncate-references-trigger',
    object: { kind: 'column', name: 'orders', column: 'id', role: 'app' },
  },
  ...(
    [
      ['partitioned-table', 'CREATE TABLE thing (id int) PARTITION BY LIST (id)', 'TRUNCATE'],
      ['view', 'CREATE VIEW thing AS SELECT 1 AS id', 'TRIGGER'],
    ] as const
  ).map(([kind, setup, privilege]) => ({
    key: 'table-truncate-references-trigger',
    says: `${privilege} on a ${kind}`,
    setup: `${app}; ${setup}`,
    bad: `GRANT ${privilege} ON thing TO app`,
    undo: away,
    control: 'table-truncate-references-trigger' as const,
    object: { kind, name: 'thing', role: 'app' } as const,
  })),
  {
    key: 'table-maintain',
    says: 'a member of pg_maintain',
    setup: app,
    bad: 'GRANT pg_maintain TO app',
    undo: away,
    control: 'predefined-role-membership',
    object: { kind: 'membership', name: 'pg_maintain', role: 'app' },
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
  ...(['INSERT', 'UPDATE', 'DELETE'] as const).map((privilege) => ({
    key: 'view-update-path',
    says: `${privilege} by a view of the table's owner`,
    setup: `${app}; CREATE TABLE orders (id int); CREATE VIEW mine AS SELECT id FROM orders`,
    bad: `GRANT ${privilege} ON mine TO app`,
    undo: away,
    control: 'view-update-path' as const,
    object: { kind: 'view', name: 'mine', role: 'app' } as const,
  })),
  {
    key: 'view-update-path',
    says: 'UPDATE of one column of the view',
    setup: `${app}; CREATE TABLE orders (id int); CREATE VIEW mine AS SELECT id FROM orders`,
    bad: 'GRANT UPDATE (id) ON mine TO app',
    undo: away,
    control: 'view-update-path',
    object: { kind: 'column', name: 'mine', column: 'id', role: 'app' },
  },
  {
    key: 'view-update-path',
    says: 'a view of a view',
    setup: `${app}; CREATE TABLE orders (id int); CREATE VIEW mine AS SELECT id FROM orders; CREATE VIEW ours AS SELECT id FROM mine`,
    bad: 'GRANT DELETE ON ours TO app',
    undo: away,
    control: 'view-update-path',
    object: { kind: 'view', name: 'ours', role: 'app' },
  },
]);
