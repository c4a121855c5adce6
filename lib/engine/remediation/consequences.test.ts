import { beforeAll, expect, test } from 'vitest';
import { fixtureFacts, membership, role } from '../analysis/access-fixture.ts';
import type { RelationRow } from '../inventory/sections/relations.ts';
import type { Change } from '../model/change.ts';
import { emptyPolicy, type Policy } from '../policy/policy.ts';
import { loadScriptParser } from './check-script.ts';
import { planChanges } from './plan-changes.ts';

beforeAll(loadScriptParser);

const table: RelationRow = {
  oid: 1,
  schema: 'app',
  name: 't',
  kind: 'table',
  owner: 'owner',
  acl: ['owner=arwdDxt/owner', 'reader=r/owner'],
  rowSecurity: true,
  forceRowSecurity: false,
  isPartition: false,
  options: [],
  extension: null,
  sizeClass: -1,
  comment: null,
};
const tenantPolicy = {
  schema: 'app',
  relation: 't',
  name: 'tenant',
  permissive: true,
  command: 'ALL' as const,
  roles: ['reader'],
  using: 'true',
  withCheck: null,
};
const { inventory } = fixtureFacts({
  cluster: {
    roles: [
      { ...role('postgres', { superuser: true, login: true }), oid: 10 },
      role('owner', { login: false }),
      role('app', { login: true }),
      role('reader', { login: true }),
      role('scanner', { login: true }),
    ],
    memberships: [membership('app', 'owner', 'IS', 'postgres')],
    databases: [
      {
        name: 'shop',
        owner: 'owner',
        encoding: 'UTF8',
        allowConnections: true,
        template: false,
        connectionLimit: -1,
        acl: ['=Tc/owner', 'owner=CTc/owner', 'reader=c/owner'],
      },
    ],
    settings: [],
    'protected-settings': [],
    sessions: [],
  },
  database: { relations: [table], columns: [], policies: [tenantPolicy], 'default-acls': [], schemas: [] },
});
const database = inventory.databases[0]?.name ?? '';
const on = { kind: 'table', database, schema: 'app', name: 't' } as const;
const finding = { control: 'c', fingerprint: 'f', title: 't', object: {} };
const plan = (changes: readonly Change[], policy: Policy = emptyPolicy) =>
  planChanges([finding], changes, inventory, policy);

test('who can no longer connect is named, the scan role by itself', () => {
  const scanned = { ...inventory, server: { ...inventory.server, scanRole: 'scanner' } };
  const change = {
    do: 'revoke',
    privileges: ['CONNECT'],
    on: { kind: 'database', name: 'shop' },
    from: null,
    grantor: 'owner',
  } as const;
  const { warnings } = planChanges([finding], [change], scanned, emptyPolicy);
  // The owner's member keeps it, and so does who has it by name.
  expect(warnings.join()).toContain('can no longer connect to database shop: scanner. The scan role scanner');
});

test('FORCE is refused where an application owns its table and no policy is for it, and warned of elsewhere', () => {
  const force = { do: 'row-security', on, force: true } as const;
  const warned = plan([force]);
  expect(warned.warnings.join()).toContain('role app uses table app.t');
  expect(warned.warnings.join()).toContain('no policy is for it');
  const stated: Policy = { ...emptyPolicy, roles: [{ role: 'app', kind: 'application' }] };
  expect(plan([force], stated)).toMatchObject({
    kind: 'manual',
    upText: expect.stringContaining('No policy on'),
  });
  const admitted: Change = {
    do: 'create-policy',
    on,
    policy: 'own',
    permissive: true,
    command: 'ALL',
    roles: ['owner'],
    using: 'true',
    withCheck: null,
  };
  const together = plan([admitted, force], stated);
  expect(together.kind).not.toBe('manual');
  expect(together.warnings.join()).toContain('it will see only what own shows');
});

test('the server’s first superuser keeps what it is, and the last administrator its login', () => {
  for (const attributes of [{ superuser: false }, { login: false }])
    expect(plan([{ do: 'alter-role', role: 'postgres', attributes }])).toMatchObject({
      kind: 'manual',
      upText: expect.stringContaining('OID 10'),
    });
});

test('nobody can revoke in the name of a role that the server takes for the owner', () => {
  const refused = plan([{ do: 'revoke', privileges: ['SELECT'], on, from: 'reader', grantor: 'app' }]);
  expect(refused).toMatchObject({
    kind: 'manual',
    upText: expect.stringContaining('privileges of the owner'),
  });
});

test('a column is not revoked where the table outweighs it, unless both go', () => {
  const column = {
    do: 'revoke',
    privileges: ['SELECT'],
    on: { ...on, kind: 'column', column: 'x' },
    from: 'reader',
    grantor: 'owner',
  } as const;
  expect(plan([column])).toMatchObject({ kind: 'manual', upText: expect.stringContaining('outweighs it') });
  expect(plan([{ ...column, on }, column]).kind).toBe('sql');
});
