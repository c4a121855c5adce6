import { expect, test } from 'vitest';
import { defaultAcl, effectiveAcl, parseAcl } from './acl.ts';
import { UnreadSection } from './unread-section.ts';

test('an entry is grantee, privileges, grant options and grantor', () => {
  expect(parseAcl(['alice=r*w/bob'])).toEqual([
    { grantee: 'alice', grantor: 'bob', privileges: ['SELECT', 'UPDATE'], grantable: ['SELECT'] },
  ]);
});

test('the pseudo-role PUBLIC is not a role of that name', () => {
  const [everybody, role] = parseAcl(['=r/postgres', 'PUBLIC=r/postgres']);
  expect([everybody?.grantee, role?.grantee]).toEqual([null, 'PUBLIC']);
});

test('quoted names keep separators, quotes and newlines', () => {
  const [item] = parseAcl(['"a=b/c,""d""\n=e"=r/"x/y""="']);
  expect(item).toEqual({ grantee: 'a=b/c,"d"\n=e', grantor: 'x/y"=', privileges: ['SELECT'], grantable: [] });
  expect(parseAcl(['é=r/ü'])[0]).toMatchObject({ grantee: 'é', grantor: 'ü' });
  expect(parseAcl(['""""=r/""""""'])[0]).toMatchObject({ grantee: '"', grantor: '""' });
});

test('a dropped role is a bare number, a role of that name is quoted', () => {
  expect(parseAcl(['16385=r/"16385"'])[0]).toMatchObject({
    grantee: { droppedOid: '16385' },
    grantor: '16385',
  });
});

test.each([
  '',
  'alice',
  'alice=r',
  'alice=r/',
  'alice=?/bob',
  'alice=*/bob',
  'alice=r**/bob',
  '"alice=r/bob',
  'alice=r/"bob',
  '"alice"x=r/bob',
  'al"ice=r/bob',
  'alice=r/"bob"x',
  '""=r/bob',
])('a damaged entry is unread, never empty: %j', (text) => {
  expect(() => parseAcl([text])).toThrow(UnreadSection);
});

test('NULL is the default of the kind, an empty list is nobody', () => {
  expect(effectiveAcl([], 'function', 'o')).toEqual([]);
  expect(effectiveAcl(null, 'function', 'o')).toEqual(defaultAcl('function', 'o'));
  expect(defaultAcl('database', 'o').map((item) => [item.grantee, item.privileges.length])).toEqual([
    [null, 2],
    ['o', 3],
  ]);
  expect(defaultAcl('table', 'o').map((item) => item.grantee)).toEqual(['o']);
  expect(defaultAcl('column', 'o')).toEqual([]);
});

test('MAINTAIN exists since 17', () => {
  expect(defaultAcl('table', 'o', 16)[0]?.privileges).not.toContain('MAINTAIN');
  expect(defaultAcl('table', 'o', 17)[0]?.privileges).toContain('MAINTAIN');
});
