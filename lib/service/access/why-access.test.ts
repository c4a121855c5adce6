import { expect, test } from 'vitest';
import { fixtureFacts, membership, role } from '../../engine/analysis/access-fixture.ts';
import type { DatabaseFacts } from '../../engine/analysis/facts.ts';
import type { RelationRow } from '../../engine/inventory/sections/relations.ts';
import { parseAccessQuery, parseWhyQuery } from './access-query.ts';
import { exploreAccess, unreadKinds } from './explore-access.ts';
import { whyAccess } from './why-access.ts';

const table = (name: string, acl: readonly string[]): RelationRow => ({
  oid: 20_000,
  schema: 'app',
  name,
  kind: 'table',
  owner: 'owner',
  acl,
  rowSecurity: false,
  forceRowSecurity: false,
  isPartition: false,
  options: [],
  extension: null,
  sizeClass: 0,
  comment: null,
});

function shop(acl: readonly string[]): DatabaseFacts {
  const facts = fixtureFacts({
    cluster: {
      roles: [
        role('postgres', { superuser: true }),
        role('owner', { login: false }),
        role('readers', { login: false }),
        role('anna'),
        role('ben'),
      ],
      memberships: [membership('anna', 'readers', 'ISA'), membership('ben', 'readers', 'S', 'anna')],
      databases: [
        {
          name: 'shop',
          owner: 'owner',
          encoding: 'UTF8',
          allowConnections: true,
          template: false,
          connectionLimit: -1,
          acl: [],
        },
      ],
    },
    database: { relations: [table('orders', acl)] },
  });
  const [database] = facts.databases;
  if (!database) throw new Error('the fixture has one database');
  return database;
}

const orders = { database: 'shop', object: 'table', schema: 'app', name: 'orders', privilege: 'SELECT' };

function why(database: DatabaseFacts, asked: Readonly<Record<string, string>>) {
  const answer = whyAccess(database, parseWhyQuery({ ...orders, ...asked }));
  if (answer.gap || answer.value === null) throw new Error('no answer');
  return answer.value;
}

const lost = (preview: ReturnType<typeof why>['preview']) =>
  preview?.losses.map(({ role: name, privilege, loses }) => `${name} ${privilege} ${loses}`);

test('a grant to a group goes: its members lose it, each in their way', () => {
  const database = shop(['owner=arwd/owner', 'readers=r/owner']);
  const { removable, explanation } = why(database, { role: 'anna' });
  expect(explanation.how).toBe('inherited');
  expect(removable.map(({ what }) => what)).toEqual(['privilege', 'membership']);
  const { preview } = why(database, { role: 'anna', without: removable[0]?.id ?? '' });
  expect(lost(preview)).toEqual(['anna SELECT now', 'ben SELECT set-role', 'readers SELECT now']);
});

test('nobody loses what PUBLIC has too', () => {
  const database = shop(['owner=arwd/owner', '=r/owner', 'readers=r/owner']);
  const { removable } = why(database, { role: 'anna' });
  const ofReaders = removable.find((one) => one.what === 'privilege' && one.grantee === 'readers');
  expect(why(database, { role: 'anna', without: ofReaders?.id ?? '' }).preview?.total).toBe(0);
});

test('what the grantee granted on goes along, as REVOKE … CASCADE would', () => {
  const database = shop(['owner=arwd/owner', 'anna=r*/owner', 'ben=r/anna']);
  const { removable } = why(database, { role: 'anna' });
  const { preview } = why(database, { role: 'anna', without: removable[0]?.id ?? '' });
  expect(preview?.alongside).toBe(1);
  expect(lost(preview)).toEqual(['anna SELECT now', 'ben SELECT now']);
});

test('a membership goes, and those its member granted since 16', () => {
  const database = shop(['owner=arwd/owner', 'readers=r/owner']);
  const { removable } = why(database, { role: 'anna' });
  const own = removable.find((one) => one.what === 'membership');
  const { preview } = why(database, { role: 'anna', without: own?.id ?? '' });
  expect(preview?.alongside).toBe(1);
  expect(lost(preview)).toEqual(['anna SELECT now', 'ben SELECT set-role']);
  expect(preview?.unread).toContain('schema');
});

test('an old address asks for something that is gone', () => {
  const database = shop([]);
  expect(whyAccess(database, parseWhyQuery({ ...orders, role: 'nobody' }))).toEqual({ value: null });
  expect(whyAccess(database, parseWhyQuery({ ...orders, name: 'gone', role: 'anna' }))).toEqual({
    value: null,
  });
  expect(whyAccess(database, parseWhyQuery({}))).toEqual({ value: null });
});

test('what was not read is a gap, never an empty list', () => {
  const database = shop(['readers=r/owner']);
  const query = parseAccessQuery({ role: 'anna' });
  const answer = exploreAccess(database, query);
  expect(answer).toMatchObject({
    value: { page: { rows: [{ name: 'orders', held: [{ privilege: 'SELECT' }] }] } },
  });
  expect(unreadKinds(database, query).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['schema', 'column', 'function', 'parameter']),
  );
  const [blind] = fixtureFacts({ database: { relations: [] } }).databases;
  expect(blind && exploreAccess(blind, query)).toMatchObject({ gap: { input: 'roles' } });
});
