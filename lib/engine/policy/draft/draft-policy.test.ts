import { expect, test } from 'vitest';
import { hostileNames } from '../../../testing/hostile-names.ts';
import { fixtureFacts, role } from '../../analysis/access-fixture.ts';
import { loadPolicy } from '../load.ts';
import { draftPolicy } from './draft-policy.ts';

function loaded(text: string) {
  const answer = loadPolicy(text);
  if ('problems' in answer) throw new Error(`${JSON.stringify(answer.problems[0])}\n${text}`);
  return answer;
}

test('the draft loads, states what the catalog shows, and approves nobody', () => {
  const { inventory } = fixtureFacts({
    cluster: {
      roles: [
        role('postgres', { superuser: true }),
        role('app'),
        role('app_admin', { superuser: true }),
        role('repl', { replication: true }),
      ],
    },
  });
  const text = draftPolicy(inventory);
  const { policy, warnings } = loaded(text);
  expect(warnings).toEqual([]);
  expect(policy.system).toEqual({ substrate: 'self-managed' });
  expect(policy.roles).toEqual([{ role: 'postgres', kind: 'admin' }]);
  expect(policy.exceptions).toBeUndefined();
  expect(text).toContain(
    '#  - { role: app_admin, kind: admin }   # unstated: it is superuser: admin, break-glass, or a mistake',
  );
  expect(text).toMatch(/# unstated: How are tenants kept apart\?\n# tenancy:\n# {3}model: row/);
});

test('with every "#" before YAML taken away it still loads', () => {
  const { inventory } = fixtureFacts({
    cluster: { roles: [role('postgres', { superuser: true }), role('app')] },
  });
  const text = draftPolicy(inventory, [{ database: 'd', schema: 's', table: 't', column: 'e', reason: 'r' }]);
  const open = text
    .replace(/^# ?(?! ?(unstated|Parts|Postern))(?=( {2})*(- |[a-zA-Z]+:))/gm, '')
    .replace(/^# {2}- /gm, '  - ');
  const { policy } = loaded(open.replace(/^#(\s+(name|environment):)/gm, '$1'));
  expect(policy.classification?.[0]?.column).toBe('e');
  expect(policy.roles?.map((one) => one.role)).toEqual(['postgres', 'app']);
  expect(policy.tenancy?.model).toBe('row');
});

test.each(hostileNames)('a role named %j harms nothing', (name) => {
  const { inventory } = fixtureFacts({
    cluster: { roles: [role(name, { login: false }), role('keep')] },
    database: { relations: [] },
  });
  const owner = {
    oid: 1,
    schema: name,
    name,
    kind: 'table',
    owner: name,
    acl: null,
    rowSecurity: false,
    forceRowSecurity: false,
    isPartition: false,
    options: [],
    extension: null,
    sizeClass: 0,
    comment: null,
  } as const;
  const facts = fixtureFacts({
    cluster: { roles: [role(name, { login: false })] },
    database: { relations: [owner] },
  });
  expect(loaded(draftPolicy(inventory)).policy.roles).toBeUndefined();
  const stated = loaded(
    draftPolicy(facts.inventory, [{ database: name, schema: name, table: name, column: name, reason: name }]),
  ).policy;
  expect(stated.roles ?? []).toEqual(name.startsWith('pg_') ? [] : [{ role: name, kind: 'owner' }]);
});

test('a draft of a large cluster can be stored as it is and with every "#" taken away, worst columns first', () => {
  const many = (count: number, of: (at: number) => ReturnType<typeof role>) =>
    Array.from({ length: count }, (_, at) => of(at));
  const { inventory } = fixtureFacts({
    cluster: {
      roles: [
        role('postgres', { superuser: true }),
        ...many(20_000, (at) => role(`login_${'x'.repeat(40)}${at}`)),
      ],
    },
  });
  const suspects = Array.from({ length: 30_000 }, (_, at) => ({
    database: 'postgres',
    schema: `app_${'y'.repeat(50)}`,
    table: `table_${'z'.repeat(40)}${at}`,
    column: at === 29_999 ? 'api_key' : 'email',
    reason: 'its name says so',
    category: at === 29_999 ? ('secret' as const) : ('pii' as const),
  }));
  const text = draftPolicy(inventory, suspects);
  expect(loaded(text).policy.roles).toEqual([{ role: 'postgres', kind: 'admin' }]);
  const lines = text.split('\n');
  const columns = lines.filter((line) => line.startsWith('#  - { database:'));
  expect(columns[0]).toContain('column: api_key, class: secret');
  expect(text).toContain(`# unstated: ${30_000 - columns.length} more columns that look sensitive`);
  const roles = lines.filter((line) => line.startsWith('#  - { role:'));
  expect(text).toContain(`# unstated: ${20_000 - roles.length} more roles, too many`);
  const open = lines.map((line) => line.replace(/^#( {2}- |(?= classification:))/, '$1').replace(/^ c/, 'c'));
  const { policy } = loaded(open.join('\n'));
  expect(policy.classification).toHaveLength(columns.length);
  expect(policy.roles).toHaveLength(roles.length + 1);
});
