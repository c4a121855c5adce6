import { expect, test } from 'vitest';
import { fixtureFacts, role } from '../../analysis/access-fixture.ts';
import type { Verdict } from '../../model/verdict.ts';
import { emptyPolicy, type Policy } from '../policy.ts';
import { openDecisions } from './open-decisions.ts';
import { suspectColumns } from './suspect-columns.ts';

const facts = fixtureFacts({
  cluster: {
    roles: [
      role('postgres', { superuser: true }),
      role('app'),
      role('group', { login: false }),
      role('x"\n: #'),
    ],
  },
});
const suspect = {
  database: 'shop',
  schema: 'app',
  table: 'customers',
  column: 'ssn',
  reason: 'name says social security number',
};
const waiting = (control: string, waitsFor: readonly string[]): Verdict => ({
  control,
  status: 'unknown',
  reason: 'the policy is silent',
  gaps: [],
  findings: [],
  waitsFor,
});
const ids = (policy: Policy, verdicts: readonly Verdict[] = []) =>
  openDecisions(facts, policy, verdicts, [suspect]).map((decision) => decision.id);

test('a policy that states nothing leaves everything that matters open', () => {
  expect(ids(emptyPolicy)).toEqual([
    'audit',
    'backup',
    'boundaries',
    'classification:shop.app.customers.ssn',
    'connections',
    'public-exposure',
    'roles',
    'roles:app',
    'roles:postgres',
    'roles:x"\n: #',
    'secrets',
    'software',
    'storage',
    'tenancy',
  ]);
});

test('what is stated is not asked', () => {
  const policy: Policy = {
    version: 1,
    tenancy: { model: 'none' },
    boundaries: [{ id: 'a', cidrs: ['10.0.0.0/8'] }],
    publicExposure: 'forbidden',
    connections: { minimumTls: 'TLSv1.2', clientVerification: 'verify-full', authentication: ['cert'] },
    audit: { events: ['ddl'], sink: 'x', retentionDays: 1 },
    backup: { recoveryPointMinutes: 1, recoveryTimeMinutes: 1, restoreTestEveryDays: 1, encrypted: false },
    storage: { encrypted: false },
    software: { extensions: [], libraries: [] },
    roles: [
      { role: 'app', kind: 'application', may: [] },
      { role: 'postgres', kind: 'admin' },
      { role: 'x"\n: #', kind: 'person' },
    ],
    secrets: [{ credential: 'app', owner: 'o', rotateEveryDays: 30 }],
    classification: [{ database: 'shop', schema: 'app', table: 'customers', column: 'ssn', class: 'public' }],
  };
  expect(ids(policy)).toEqual([]);
  expect(ids({ ...policy, secrets: [{ credential: 'backup key', owner: 'o' }] })).toEqual([
    'secrets:app',
    'secrets:backup key',
  ]);
  expect(ids({ ...policy, tenancy: { model: 'row', column: 'tenant_id' } })).toEqual([
    'tenancy:roles',
    'tenancy:setting',
  ]);
});

test('a decision says which controls wait for it, and the most awaited come first', () => {
  const decisions = openDecisions(
    facts,
    emptyPolicy,
    [waiting('b', ['roles']), waiting('a', ['roles', 'tenancy']), waiting('c', ['tenancy:roles'])],
    [],
  );
  expect(decisions[0]).toMatchObject({ id: 'roles', blocks: ['a', 'b'] });
  expect(decisions.find((decision) => decision.id === 'tenancy')?.blocks).toEqual(['a', 'c']);
});

test('a control that waits for something nobody asks about is not lost', () => {
  const decisions = openDecisions(facts, emptyPolicy, [waiting('a', ['retention'])], []);
  expect(decisions[0]).toMatchObject({ id: 'retention', blocks: ['a'], why: 'the policy is silent' });
});

test('roles that could not be read are nobody to ask about', () => {
  expect(
    openDecisions(fixtureFacts({}), emptyPolicy, [], []).some((decision) => decision.id.startsWith('roles:')),
  ).toBe(false);
});

test('a control that waits for a family waits for each of its questions, unless one asks for the whole', () => {
  const policy: Policy = { version: 1, roles: [{ role: 'app', kind: 'application', may: [] }] };
  const decisions = openDecisions(
    facts,
    policy,
    [waiting('a', ['secrets']), waiting('b', ['classification'])],
    [suspect],
  );
  const blocks = (id: string) => decisions.find((decision) => decision.id === id)?.blocks;
  expect([
    blocks('secrets'),
    blocks('secrets:app'),
    blocks('classification'),
    blocks('classification:shop.app.customers.ssn'),
  ]).toEqual([undefined, ['a'], undefined, ['b']]);
});

test('columns of tables that look sensitive are asked about; of views, partitions and unread databases not', () => {
  const relation = (name: string, kind: 'table' | 'view', isPartition = false) => ({
    oid: 1,
    schema: 'app',
    name,
    kind,
    owner: 'o',
    acl: null,
    rowSecurity: false,
    forceRowSecurity: false,
    isPartition,
    options: [],
    extension: null,
    sizeClass: 0,
    comment: null,
  });
  const column = (of: string, name: string) => ({
    schema: 'app',
    relation: of,
    name,
    type: 'text',
    notNull: false,
    acl: null,
    comment: null,
  });
  const read = fixtureFacts({
    database: {
      relations: [
        relation('customers', 'table'),
        relation('customers_v', 'view'),
        relation('customers_1', 'table', true),
      ],
      columns: [
        column('customers', 'email'),
        column('customers', 'colour'),
        column('customers_v', 'email'),
        column('customers_1', 'email'),
      ],
    },
  });
  expect(
    suspectColumns(read).map((one) => `${one.database}.${one.schema}.${one.table}.${one.column}`),
  ).toEqual(['shop.app.customers.email']);
  expect(suspectColumns(fixtureFacts({}))).toEqual([]);
});
