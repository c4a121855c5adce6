import { expect, test } from 'vitest';
import type { FindingDraft } from '../model/finding.ts';
import { type Look, lookedAt } from './look.ts';

const draft = (name: string): FindingDraft => ({
  object: { kind: 'table', name },
  title: name,
  evidence: {},
  remedy: { manual: 'x' },
});
const open = draft('open');
const approved = draft('approved');
const undecided = [{ object: { kind: 'table' } as const, reason: 'cannot tell' }];
const judged = (findings: readonly FindingDraft[], more = {}): Look => ({
  result: { outcome: 'judged', findings, ...more },
});

test.each<[string, Look, string, boolean]>([
  ['sound', judged([]), 'pass', false],
  ['one that stays', judged([approved, open]), 'fail', false],
  ['only what a baseline approves', judged([approved]), 'pass', false],
  ['one it could not judge', judged([], { undecided }), 'unknown', true],
  ['a failure that may be wider', judged([open], { undecided }), 'fail', true],
  ['a silent policy', { result: { outcome: 'unknown', reason: 'silent' } }, 'unknown', true],
  ['nothing to guard', { result: { outcome: 'not-applicable', reason: 'none' } }, 'not-applicable', false],
  ['a gap', { gaps: [{ input: 'roles', database: null, reason: 'no', grant: null }] }, 'unknown', true],
  ['a control that broke', { broken: 'TypeError' }, 'unknown', true],
])('%s', (_, look, status, incomplete) => {
  expect(lookedAt(['shop'], [look], new Set([open.object]))).toEqual([
    { database: 'shop', status, incomplete },
  ]);
});

test('databases that could not be read are unknown, each by name', () => {
  const gap = (database: string) => ({ input: 'connection', database, reason: 'no', grant: null });
  expect(lookedAt(['shop'], [judged([]), { gaps: [gap('crm'), gap('hr')] }], new Set())).toEqual([
    { database: 'shop', status: 'pass', incomplete: false },
    { database: 'crm', status: 'unknown', incomplete: true },
    { database: 'hr', status: 'unknown', incomplete: true },
  ]);
});
