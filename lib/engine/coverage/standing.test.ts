import { expect, test } from 'vitest';
import type { Finding } from '../model/finding.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { Verdict } from '../model/verdict.ts';
import { clusterStanding, databaseStanding } from './standing.ts';

const table = (database: string, name: string): ObjectRef => ({ kind: 'table', database, schema: 's', name });

const finding = (object: ObjectRef, until?: string): Finding => ({
  object,
  title: 't',
  evidence: {},
  remedy: { manual: 'm' },
  fingerprint: JSON.stringify(object),
  control: 'c',
  severity: 'high',
  threats: [],
  references: [],
  accepted: until === undefined ? null : { reason: 'r', approvedBy: 'a', until },
});

const verdict = (more: Partial<Verdict>): Verdict => ({
  control: 'c',
  status: 'pass',
  reason: null,
  gaps: [],
  findings: [],
  ...more,
});

const unknown = () => null;
const inTwo = (shop: 'pass' | 'fail' | 'unknown', crm: 'pass' | 'fail' | 'unknown') => [
  { database: 'crm', status: crm, incomplete: crm === 'unknown' },
  { database: 'shop', status: shop, incomplete: shop === 'unknown' },
];

test('a pass is verified by a probe alone', () => {
  expect(clusterStanding(verdict({}), true, unknown)).toMatchObject({ state: 'verified', verified: true });
  expect(clusterStanding(verdict({}), false, unknown)).toMatchObject({
    state: 'unverified',
    verified: false,
  });
  const fails = verdict({ status: 'fail', findings: [finding(table('shop', 'a'))] });
  expect(clusterStanding(fails, true, unknown).verified).toBe(false);
});

test('a failure is missing, unless something shows that it holds for the rest', () => {
  const findings = [finding(table('shop', 'a')), finding({ ...table('shop', 'a'), role: 'other' })];
  const fails = verdict({ status: 'fail', findings });
  expect(clusterStanding(fails, false, unknown)).toMatchObject({ state: 'missing', findings: 2 });
  // Two findings about one table, of one table or of two that there are.
  expect(clusterStanding(fails, false, () => 1).state).toBe('missing');
  expect(clusterStanding(fails, false, () => 2).state).toBe('partial');
  const elsewhere = { ...fails, inDatabases: inTwo('fail', 'pass') };
  expect(clusterStanding(elsewhere, false, unknown).state).toBe('partial');
  expect(clusterStanding({ ...fails, inDatabases: inTwo('fail', 'unknown') }, false, unknown).state).toBe(
    'missing',
  );
});

test('accepted until the first of its ends, and only where it looked everywhere', () => {
  const findings = [finding(table('shop', 'a'), '2027-02-01'), finding(table('shop', 'b'), '2027-01-01')];
  const accepted = verdict({ status: 'fail', findings });
  expect(clusterStanding(accepted, false, unknown)).toMatchObject({
    state: 'accepted',
    status: 'accepted',
    acceptedUntil: '2027-01-01',
    findings: 0,
  });
  expect(clusterStanding({ ...accepted, reason: 'crm: unread' }, false, unknown).state).toBe('unknown');
  const mixed = verdict({ status: 'fail', findings: [...findings, finding(table('shop', 'c'))] });
  expect(clusterStanding(mixed, false, unknown)).toMatchObject({
    status: 'fail',
    findings: 1,
    acceptedUntil: '2027-01-01',
  });
});

test('a database is judged by its own look: another one’s failure or gap is not its own', () => {
  const fails = verdict({
    status: 'fail',
    findings: [finding(table('shop', 'a'))],
    reason: 'crm: unread',
    inDatabases: inTwo('fail', 'unknown'),
  });
  expect(databaseStanding(fails, 'shop', false, unknown)).toMatchObject({ state: 'missing', findings: 1 });
  expect(databaseStanding(fails, 'crm', false, unknown)).toMatchObject({ state: 'unknown', findings: 0 });
  expect(databaseStanding(fails, 'never seen', false, unknown).state).toBe('unknown');
  const sound = { ...fails, inDatabases: inTwo('fail', 'pass') };
  expect(databaseStanding(sound, 'crm', false, unknown).state).toBe('unverified');
});

test('what a control says of the cluster concerns every database, but for findings about another one', () => {
  const rule = finding({ kind: 'hba-rule', rule: 'host all all all trust' });
  const everywhere = verdict({ status: 'fail', findings: [rule] });
  expect(databaseStanding(everywhere, 'shop', false, unknown).state).toBe('missing');
  const about = verdict({ status: 'fail', findings: [finding({ kind: 'database', name: 'crm' })] });
  expect(databaseStanding(about, 'crm', false, unknown).state).toBe('missing');
  expect(databaseStanding(about, 'shop', false, unknown).state).toBe('unverified');
  // Nothing about shop was found, but not everything was looked at.
  expect(databaseStanding({ ...about, reason: 'roles: unread' }, 'shop', false, unknown).state).toBe(
    'unknown',
  );
  expect(databaseStanding(verdict({ status: 'unknown', reason: 'x' }), 'shop', false, unknown).state).toBe(
    'unknown',
  );
});
