import { beforeAll, expect, test } from 'vitest';
import { type FixtureSections, fixtureFacts, role } from '../../engine/analysis/access-fixture.ts';
import { loadParser } from '../../engine/analysis/row-security/parser.ts';
import type { RelationRow } from '../../engine/inventory/sections/relations.ts';
import { emptyPolicy, type Policy } from '../../engine/policy/policy.ts';
import { lookIntoTable } from './look-into-table.ts';

beforeAll(loadParser);

const relation = (name: string, owner: string): RelationRow => ({
  oid: 20_000,
  schema: 'app',
  name,
  kind: 'table',
  owner,
  acl: ['owner=arwdDxt/owner', 'app=arwd/owner'],
  rowSecurity: true,
  forceRowSecurity: true,
  isPartition: false,
  options: [],
  extension: null,
  sizeClass: -1,
  comment: null,
});
const column = (name: string, type: string) => ({
  schema: 'app',
  relation: 'orders',
  name,
  type,
  notNull: true,
  acl: null,
  comment: null,
});
const key = (name: string, column: string, primary: boolean) => ({
  ...{ schema: 'app', relation: 'orders', name, columns: [column], primary },
  ...{ exclusion: false, partial: false },
});

const database = {
  schemas: [{ name: 'app', owner: 'owner', acl: null }],
  relations: [relation('orders', 'owner')],
  columns: [column('tenant', 'integer'), column('id', 'bigint'), column('email', 'text')],
  policies: [
    {
      ...{ schema: 'app', relation: 'orders', name: 'p', permissive: true, command: 'ALL', roles: [null] },
      using: "(tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::integer)",
      withCheck: null,
    },
  ],
  routines: [],
  triggers: [],
  'view-dependencies': [],
  inheritance: [],
  publications: [],
  'foreign-keys': [],
  'unique-keys': [key('orders_pkey', 'id', true), key('orders_email', 'email', false)],
  'foreign-servers': [],
  'foreign-tables': [],
  'user-mappings': [],
} as const satisfies FixtureSections['database'];

function look(sections: FixtureSections['database'] = database, policy: Policy = emptyPolicy) {
  const facts = fixtureFacts({
    cluster: {
      roles: [role('app'), role('copier', { replication: true }), role('owner', { login: false })],
      memberships: [],
      databases: [],
      settings: [],
    },
    database: sections,
  });
  const [shop] = facts.databases;
  const found = shop && lookIntoTable(shop, policy, { schema: 'app', table: 'orders', role: '' });
  if (!found) throw new Error('no such table');
  return found;
}

const tenancy: Policy = { ...emptyPolicy, tenancy: { model: 'row', column: 'tenant' } };

test.each([
  ['stated', tenancy],
  ['not stated', emptyPolicy],
])(
  'with tenancy %s: what tells of values counts, a taken number and REPLICATION are only said',
  (_, policy) => {
    const { ways } = look(database, policy);
    if (ways.gap) throw new Error(ways.gap.reason);
    const said = ways.value.map(({ kind, gives, open, roles }) => [kind, gives, open, roles.join()]);
    expect(said).toEqual([
      ['unique-key', 'existence', true, 'app'],
      ['truncate', 'changes', false, 'owner'],
      ['unique-key', 'taken-number', false, 'app'],
      ['replication', 'rows', false, 'copier'],
    ]);
  },
);

test('a policy that believes what the session says of itself is said to', () => {
  expect(look().policies[0]?.remarks.map(({ text }) => text)).toContain(
    'USING believes app.tenant, which any role that can run SQL may set for itself',
  );
});

test.each(['foreign-keys', 'unique-keys', 'foreign-servers', 'inheritance', 'routines'] as const)(
  'without %s the ways round are unknown, not none',
  (name) => {
    const { [name]: _, ...rest } = database;
    expect(look(rest).ways.gap?.input).toBe(name);
  },
);
