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
