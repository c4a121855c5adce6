import { expect, test } from 'vitest';
import { queueHref } from './queue-address.ts';

const all = { tab: 'waits', target: '', severity: '', person: '' } as const;

test('the same view always has the same address', () => {
  expect(queueHref(all)).toBe('/remediation');
  expect(queueHref({ ...all, tab: 'ended', severity: 'high' }, 2)).toBe(
    '/remediation?tab=ended&severity=high&page=2',
  );
  expect(queueHref({ ...all, target: 'a&b' })).toBe('/remediation?target=a%26b');
});
