import { expect, test } from 'vitest';
import { requirementWords } from './requirement-words.ts';

test('who has to approve, in words', () => {
  expect(requirementWords({ approvals: 1, roles: ['administrator', 'reviewer'] })).toBe(
    'needs 1 approval by an administrator or reviewer',
  );
  expect(requirementWords({ approvals: 1, roles: ['dba'] })).toBe('needs 1 approval by a DBA');
  expect(requirementWords({ approvals: 2, roles: ['reviewer'] })).toBe('needs 2 approvals by reviewers');
});
