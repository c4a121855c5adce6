import { describe, expect, test } from 'vitest';
import { fixtureFacts, role } from '../analysis/access-fixture.ts';
import type { ClusterFacts } from '../analysis/facts.ts';
import { factsOf } from '../analysis/facts.ts';
import { UnreadSection } from '../analysis/unread-section.ts';
import { emptyPolicy } from '../policy/policy.ts';
import {
  type CheckResult,
  type ClusterControl,
  type Control,
  type DatabaseControl,
  judged,
} from './control.ts';
import { evaluate } from './evaluate.ts';
import { fingerprint } from './fingerprint.ts';

const declaration = {
  id: 'example',
  title: 'Example',
  area: 'roles',
  severity: 'high',
  needs: ['roles'],
  threats: ['escalation-to-superuser'],
  enforcedWhere: 'role',
  references: [],
  rationale: '',
  caution: '',
} as const;

const cluster = (check: () => CheckResult, more: Partial<ClusterControl> = {}): Control => ({
  ...declaration,
  scope: 'cluster',
  check,
  ...more,
});
const database = (check: () => CheckResult, more: Partial<DatabaseControl> = {}): Control => ({
  ...declaration,
  needs: ['relations'],
  scope: 'database',
  check,
  ...more,
});

const draft = (name: string) => ({
  object: { kind: 'role', name } as const,
  title: name,
  evidence: {},
  remedy: { manual: 'x' },
});
const facts = (more: Parameters<typeof fixtureFacts>[0] = {}) =>
  fixtureFacts({ cluster: { roles: [role('postgres')] }, database: { relations: [] }, ...more });
const verdict = (
  control: Control,
  on: ClusterFacts = facts(),
  accept: Parameters<typeof evaluate>[3] = () => null,
) => {
  const one = evaluate([control], on, emptyPolicy, accept)[0];
  if (!one) throw new Error('no verdict');
  return one;
};

describe('unknown is decided by the engine', () => {
  test('a needed section that is a gap: the check is not even asked', () => {
    const result = verdict(
      cluster(() => {
        throw new Error('asked');
      }),
      fixtureFacts({ cluster: {} }),
    );
    expect(result.status).toBe('unknown');
    expect(result.gaps).toMatchObject([{ input: 'roles' }]);
  });

  test('an undeclared section that turns out to be a gap', () => {
    const gap = {
      input: 'sessions',
      database: null,
      reason: 'refused',
      grant: 'GRANT pg_read_all_stats TO x',
    };
    const result = verdict(
      cluster(() => {
        throw new UnreadSection(gap);
      }),
    );
    expect(result).toMatchObject({ status: 'unknown', gaps: [gap] });
  });

  test('a control that breaks says so and never passes', () => {
    const result = verdict(
      cluster(() => {
        throw new TypeError('secret detail of a scanned server');
      }),
    );
    expect(result.status).toBe('unknown');
    expect(result.reason).toContain('TypeError');
    expect(result.reason).not.toContain('secret detail');
  });

  test('a database that could not be opened keeps a database control from passing, not a cluster one', () => {
    const base = facts().inventory;
    const unread = { input: 'database', database: 'closed', reason: 'no CONNECT', grant: null };
    const on = factsOf({ ...base, unreadDatabases: [unread] });
    expect(
      verdict(
        database(() => judged([])),
        on,
      ),
    ).toMatchObject({ status: 'unknown', gaps: [unread] });
    expect(
      verdict(
        cluster(() => judged([])),
        on,
      ).status,
    ).toBe('pass');
  });

  test('an object that could not be judged', () => {
    const check = (): CheckResult => ({
      outcome: 'judged',
      findings: [],
      undecided: [{ object: { kind: 'policy', name: 'p' }, reason: 'does not parse' }],
    });
    expect(verdict(cluster(check))).toMatchObject({ status: 'unknown', reason: 'does not parse' });
  });

  test('a policy that is silent', () => {
    const check = (): CheckResult => ({
      outcome: 'unknown',
      reason: 'the policy does not say',
      decision: 'tenancy',
    });
    expect(verdict(cluster(check))).toMatchObject({ status: 'unknown', reason: 'the policy does not say' });
  });

  test('no database at all is not a pass', () => {
    const on = factsOf({ ...facts().inventory, databases: [] });
    expect(
      verdict(
        database(() => judged([])),
        on,
      ).status,
    ).toBe('not-applicable');
    const looksInside = cluster(() => judged([]), { needs: ['roles', 'relations'] });
    expect(verdict(looksInside, on).status).toBe('not-applicable');
  });
});

describe('verdicts', () => {
  test('pass, fail, not applicable', () => {
    expect(verdict(cluster(() => judged([])))).toMatchObject({ status: 'pass', reason: null });
    expect(verdict(cluster(() => judged([draft('a')])))).toMatchObject({ status: 'fail' });
    expect(verdict(cluster(() => ({ outcome: 'not-applicable', reason: 'no standby' })))).toMatchObject({
      status: 'not-applicable',
      reason: 'no standby',
    });
    expect(verdict(cluster(() => judged([]), { substrates: ['rds'] })).status).toBe('not-applicable');
  });

  test('an accepted finding stays and its control does not pass', () => {
    const accepted = { reason: 'r', approvedBy: 'ciso', until: '2027-01-01' };
    const result = verdict(
      cluster(() => judged([draft('a')])),
      facts(),
      () => accepted,
    );
    expect(result.status).toBe('fail');
    expect(result.findings[0]?.accepted).toEqual(accepted);
  });

  test('two equal objects keep two fingerprints, the same every time', () => {
    const run = () =>
      verdict(cluster(() => judged([draft('a'), draft('a'), draft('b')]))).findings.map(
        (one) => one.fingerprint,
      );
    expect(new Set(run()).size).toBe(3);
    expect(run()).toEqual(run());
  });
});

test('a fingerprint tells clusters, controls and objects apart and nothing else', () => {
  const object = { kind: 'table', database: 'shop', schema: 'app', name: 't' } as const;
  const base = fingerprint('1', 'c', object, 0);
  expect(base).toMatch(/^[0-9a-f]{32}$/);
  expect(fingerprint('1', 'c', { ...object }, 0)).toBe(base);
  for (const other of [
    fingerprint('2', 'c', object, 0),
    fingerprint('1', 'd', object, 0),
    fingerprint('1', 'c', { ...object, role: 'PUBLIC' }, 0),
    fingerprint('1', 'c', { ...object, public: true }, 0),
    fingerprint('1', 'c', object, 1),
  ]) {
    expect(other).not.toBe(base);
  }
});
