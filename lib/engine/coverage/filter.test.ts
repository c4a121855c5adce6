import { expect, test } from 'vitest';
import type { Finding } from '../model/finding.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { Reference } from '../model/reference.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Policy } from '../policy/policy.ts';
import { everything, filterCoverage } from './filter.ts';
import { type ControlEntry, coverageOf } from './matrix.ts';

const controls: readonly ControlEntry[] = [
  { id: 'rule', area: 'network', enforcedWhere: 'pg_hba', threats: ['network-reach', 'stolen-credentials'] },
  { id: 'role', area: 'roles', enforcedWhere: 'role', threats: ['stolen-credentials'] },
  { id: 'rows', area: 'rows', enforcedWhere: 'policy', threats: ['cross-tenant-access'] },
];

const finding = (object: ObjectRef): Finding => ({
  object,
  title: 't',
  evidence: {},
  remedy: { manual: 'm' },
  fingerprint: JSON.stringify(object),
  control: 'c',
  severity: 'high',
  threats: [],
  references: [],
  accepted: null,
});

const verdict = (control: string, findings: readonly Finding[], more: Partial<Verdict> = {}): Verdict => ({
  control,
  status: findings.length > 0 ? 'fail' : 'pass',
  reason: null,
  gaps: [],
  findings,
  ...more,
});

const rule = (address: string) => finding({ kind: 'hba-rule', rule: `host all all ${address} trust` });

const verdicts = [
  verdict('rule', [rule('10.0.1.0/25')]),
  verdict('role', []),
  verdict('rows', [finding({ kind: 'table', database: 'shop', schema: 's', name: 'orders' })], {
    inDatabases: [
      { database: 'crm', status: 'pass', incomplete: false },
      { database: 'shop', status: 'fail', incomplete: false },
    ],
  }),
];

const policy: Policy = {
  version: 1,
  boundaries: [
    { id: 'app', cidrs: ['10.0.1.0/24'] },
    { id: 'admin', cidrs: ['10.0.9.0/28'], description: 'Administrators' },
  ],
};

const coverage = coverageOf(verdicts, controls, policy, { databases: ['shop', 'crm'] });
const references = (id: string): readonly Reference[] =>
  id === 'rows' ? [{ standard: 'PCI DSS 4.0', id: '7.2' }] : [];
const filtered = (more: Partial<typeof everything>) => {
  const found = filterCoverage(coverage, { ...everything, ...more }, references);
  if (found === null) throw new Error('no such database');
  return found.rows;
};
const find = (rows: ReturnType<typeof filtered>, id: string) => rows.find((row) => row.id === id);

test('threats and boundaries stand in one list, gaps first', () => {
  const rows = filtered({});
  const statuses = rows.map((row) => row.status);
  expect(statuses).toEqual(
    [...statuses].sort((a, b) => 'gpuac'.indexOf(a[0] ?? '') - 'gpuac'.indexOf(b[0] ?? '')),
  );
  expect(rows.filter((row) => row.cidrs !== null).map((row) => [row.id, row.status])).toEqual([
    ['app', 'gap'],
    ['admin', 'covered'],
    ['everywhere-else', 'covered'],
  ]);
  expect(find(rows, 'admin')?.title).toBe('Administrators');
});

test('a rule counts against the zones its addresses touch, and against the outside where they leave the zones', () => {
  const of = (address: string) => {
    const one = coverageOf([verdict('rule', [rule(address)]), ...verdicts.slice(1)], controls, policy);
    return Object.fromEntries(one.boundaries.map((row) => [row.id, row.status]));
  };
  expect(of('10.0.0.0/16')).toEqual({ app: 'gap', admin: 'gap', 'everywhere-else': 'gap' });
  expect(of('10.0.9.1/32')).toEqual({ app: 'covered', admin: 'gap', 'everywhere-else': 'covered' });
  expect(of('192.0.2.1/32')).toEqual({ app: 'covered', admin: 'covered', 'everywhere-else': 'gap' });
  // Only the server can tell what a name resolves to: it concerns every zone.
  expect(of('db.example.com')).toEqual({ app: 'gap', admin: 'gap', 'everywhere-else': 'gap' });
  expect(of('all')).toEqual({ app: 'gap', admin: 'gap', 'everywhere-else': 'gap' });
});

test('leaving the failing controls out does not make a threat look covered', () => {
  const rows = filtered({ area: ['roles'] });
  expect(rows.map((row) => row.id)).toEqual(['stolen-credentials']);
  expect(find(rows, 'stolen-credentials')).toMatchObject({ status: 'partial', controls: [{ id: 'role' }] });
});

test('by state, by place, by framework, by status', () => {
  expect(filtered({ state: ['unverified'] }).map((row) => row.id)).toEqual([
    'stolen-credentials',
    'admin',
    'everywhere-else',
  ]);
  expect(filtered({ where: ['policy'] }).map((row) => row.id)).toEqual(['cross-tenant-access']);
  expect(filtered({ framework: ['PCI DSS 4.0'] }).map((row) => row.id)).toEqual(['cross-tenant-access']);
  expect(filtered({ framework: ['GDPR'] })).toEqual([]);
  expect(new Set(filtered({ risk: ['partial', 'covered'] }).map((row) => row.status))).toEqual(
    new Set(['partial', 'covered']),
  );
});

test('a database has its own states, computed again; one that the scan does not know has none', () => {
  expect(find(filtered({}), 'cross-tenant-access')).toMatchObject({
    status: 'gap',
    controls: [{ state: 'partial' }],
  });
  expect(find(filtered({ database: 'shop' }), 'cross-tenant-access')).toMatchObject({
    status: 'gap',
    controls: [{ state: 'missing', findings: 1 }],
  });
  const crm = find(filtered({ database: 'crm' }), 'cross-tenant-access');
  expect(crm).toMatchObject({ status: 'covered', controls: [{ state: 'unverified', findings: 0 }] });
  expect(crm?.residualRisk).toContain('its control holds');
  // What the cluster does wrong, it does wrong for every database.
  expect(find(filtered({ database: 'crm' }), 'network-reach')?.status).toBe('gap');
  expect(filterCoverage(coverage, { ...everything, database: 'gone' }, references)).toBeNull();
});
