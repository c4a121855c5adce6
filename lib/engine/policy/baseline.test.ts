import { expect, test } from 'vitest';
import { baselineFor } from './baseline.ts';
import { loadPolicy } from './load.ts';

const fingerprint = 'a'.repeat(32);
const known = { controls: ['superuser-count'] };
const text = `version: 1
baselines:
  - control: superuser-count
    objects: ["role:postgres", "role:dba_anna", "finding:${fingerprint}"]
    evidence: { "role:dba_anna": 0123456789abcdef }
    reason: the two administrators
    approvedBy: ciso
`;
const loaded = loadPolicy(text, known);
const policy = 'policy' in loaded ? loaded.policy : { version: 1 as const };
const of = (role: string, evidence = 'fedcba9876543210', control = 'superuser-count') =>
  baselineFor({ control, fingerprint: '0'.repeat(32), object: { kind: 'role', role } }, evidence, policy);

test('the rows that were approved, and no other row, no other control', () => {
  expect(of('postgres')).toEqual({ reason: 'the two administrators', approvedBy: 'ciso' });
  expect(of('mallory')).toBeNull();
  expect(of('postgres', undefined, 'other-control')).toBeNull();
  const membership = { kind: 'membership', role: 'postgres', name: 'x' } as const;
  expect(
    baselineFor({ control: 'superuser-count', fingerprint, object: membership }, '', policy),
  ).not.toBeNull();
  const other = { control: 'superuser-count', fingerprint: 'b'.repeat(32), object: membership };
  expect(baselineFor(other, '', policy)).toBeNull();
});

test('a row whose evidence has changed is not the row that was approved', () => {
  expect(of('dba_anna', '0123456789abcdef')).not.toBeNull();
  expect(of('dba_anna', 'fedcba9876543210')).toBeNull();
});

test.each([
  ['an unknown control', 'control: nope\n    objects: ["role:x"]', 'baselines[0].control'],
  ['no object', 'control: superuser-count\n    objects: ["role"]', 'baselines[0].objects[0]'],
  ['a row twice', 'control: superuser-count\n    objects: ["role:x", "role:x"]', 'baselines[0].objects[1]'],
  [
    'evidence of another row',
    'control: superuser-count\n    objects: ["role:x"]\n    evidence: { "role:y": 0123456789abcdef }',
    'baselines[0].evidence.role:y',
  ],
  [
    'evidence that is none',
    'control: superuser-count\n    objects: ["role:x"]\n    evidence: { "role:x": abc }',
    'baselines[0].evidence.role:x',
  ],
  [
    'nobody who approved',
    'control: superuser-count\n    objects: ["role:x"]\n    approvedBy: ""',
    'baselines[0].approvedBy',
  ],
])('%s is said where it stands', (_, entry, path) => {
  const rest = entry.includes('approvedBy') ? '' : '\n    approvedBy: y';
  const bad = loadPolicy(`version: 1\nbaselines:\n  - ${entry}\n    reason: x${rest}\n`, known);
  expect('problems' in bad ? bad.problems.map((problem) => problem.path) : []).toContain(path);
});
