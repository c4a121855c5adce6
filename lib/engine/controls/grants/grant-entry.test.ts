import { expect, test } from 'vitest';
import { fixtureFacts } from '../../analysis/access-fixture.ts';
import { grantEntriesIn } from './grant-entry.ts';

test.each([
  [160_004, false],
  [170_001, true],
])('on %i, what an owner has by default holds MAINTAIN: %s', (versionNum, maintain) => {
  const facts = fixtureFacts({ versionNum });
  const [own] = grantEntriesIn(facts, { acl: null, kind: 'table', owner: 'app' });
  expect(own?.grantee).toBe('app');
  expect(own?.privileges.includes('MAINTAIN')).toBe(maintain);
});
