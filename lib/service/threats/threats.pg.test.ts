import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInThreats } from '../../engine/policy/threats/built-in.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { actAsPostern } from '../auth/access.ts';
import { database } from '../db/client.ts';
import { findPolicy } from '../db/policies.ts';
import { changeThreats, threatChangeSchema } from './change-threats.ts';
import { listThreats } from './list-threats.ts';

const access = actAsPostern('target:read', 'finding:read', 'policy:read', 'policy:edit');
let service: ServiceDatabase;
let shop: string;

beforeAll(async () => {
  service = await startServiceDatabase();
  const fields = { name: 'shop', host: 'h', port: 5432, database: 'd', user: 'u', sslMode: 'verify-full' };
  shop = (await database().target.create({ data: fields })).id;
});
afterAll(() => service.stop());

const find = async (id: string) => (await listThreats(access)).threats.find((threat) => threat.id === id);

test('the catalogue, whole, with its controls; a server that was never scanned has it in no matrix', async () => {
  const { threats, scopes } = await listThreats(access);
  expect(threats.map((threat) => threat.id)).toEqual(builtInThreats.map((threat) => threat.id));
  expect(threats.find((threat) => threat.id === 'network-reach')).toMatchObject({
    builtIn: true,
    setAside: [],
    servers: [],
    controls: expect.arrayContaining(['hba-any-address']),
  });
  expect(scopes.map((scope) => scope.name)).toEqual(['The organisation', 'shop']);
});

test('set aside with a reason, in one policy or the other, and taken back', async () => {
  const aside = { do: 'set-aside', id: 'physical-media-theft' } as const;
  await changeThreats(access, { ...aside, scope: 'organisation', reason: 'the provider encrypts' });
  await changeThreats(access, { ...aside, scope: shop, reason: 'disks: are "encrypted" # too' });
  expect((await find('physical-media-theft'))?.setAside).toEqual([
    { scope: 'organisation', reason: 'the provider encrypts' },
    { scope: shop, reason: 'disks: are "encrypted" # too' },
  ]);
  const row = await findPolicy(shop, null);
  expect(row).toMatchObject({ version: 1, reason: 'disks: are "encrypted" # too' });
  await changeThreats(access, { ...aside, do: 'take-back', scope: 'organisation', reason: 'not any more' });
  expect((await find('physical-media-theft'))?.setAside).toHaveLength(1);
  await expect(
    changeThreats(access, { ...aside, do: 'take-back', scope: 'organisation', reason: 'again' }),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test('one of your own is added with its model and controls, once, and removed', async () => {
  const change = threatChangeSchema.parse({
    do: 'add',
    scope: shop,
    entry: {
      id: 'partner-misuse',
      title: 'A partner reads more than its own',
      actor: 'A partner',
      asset: '',
      controls: ['rls-enabled-where-required'],
    },
    reason: 'new integration',
  });
  await changeThreats(access, change);
  expect(await find('partner-misuse')).toMatchObject({
    builtIn: false,
    addedBy: [shop],
    actor: 'A partner',
    asset: null,
    controls: ['rls-enabled-where-required'],
  });
  await expect(changeThreats(access, change)).rejects.toMatchObject({ code: 'conflict' });
  await changeThreats(access, { do: 'remove', scope: shop, id: 'partner-misuse', reason: 'ended' });
  expect(await find('partner-misuse')).toBeUndefined();
});

test('what a policy cannot hold is refused whole: an unknown control, a built-in id, no reason', async () => {
  const before = (await findPolicy(shop, null))?.version;
  const add = (entry: object) =>
    threatChangeSchema.parse({ do: 'add', scope: shop, reason: 'r', entry: { title: 't', ...entry } });
  await expect(
    changeThreats(access, add({ id: 'mine', controls: ['no-such-control'] })),
  ).rejects.toMatchObject({ code: 'invalid-policy' });
  await expect(changeThreats(access, add({ id: 'network-reach', controls: [] }))).rejects.toMatchObject({
    code: 'invalid-policy',
  });
  expect(() => add({ id: 'Not an id', controls: [] })).toThrow();
  expect(
    threatChangeSchema.safeParse({ do: 'set-aside', scope: shop, id: 'network-reach', reason: ' ' }).success,
  ).toBe(false);
  expect((await findPolicy(shop, null))?.version).toBe(before);
});
