import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PolicyEdit } from '../../engine/policy/edit/policy-edit.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { makePerson } from '../../testing/service-people.ts';
import { type Access, accessFor, actAsPostern } from '../auth/access.ts';
import type { PersonRole } from '../auth/permissions.ts';
import { registerTarget } from '../targets/register-target.ts';
import { changePolicy } from './change-policy.ts';
import { approveProposal, rejectProposal, withdrawProposal } from './decide-proposal.ts';
import { databasePolicy, organisation, type PolicyScope } from './policy-scope.ts';
import { getPolicy, savePolicy } from './policy-versions.ts';

type Editor = Access<'policy:edit' | 'policy:read'>;

let service: ServiceDatabase;
let anna: Editor;
let bert: Editor;
let shop: PolicyScope;

async function editor(role: PersonRole, email: string): Promise<Editor> {
  const id = await makePerson(role, email);
  return accessFor({ id, email, name: email, role, sessionId: '' }, ['policy:edit', 'policy:read']);
}

beforeAll(async () => {
  service = await startServiceDatabase();
  anna = await editor('administrator', 'anna@example.com');
  bert = await editor('reviewer', 'bert@example.com');
  const { id } = await registerTarget(actAsPostern('target:register'), {
    name: 'shop',
    host: '127.0.0.1',
    port: 9,
    database: 'postgres',
    user: 'postgres',
    sslMode: 'disable',
    policyText: 'version: 1 # the first\nroles:\n  - { role: a, kind: owner } # who owns\n',
  });
  shop = databasePolicy(id);
});
afterAll(() => service.stop());

const role = (name: string): PolicyEdit => ({
  do: 'add',
  section: 'roles',
  entry: { role: name, kind: 'person' },
});
const accept = (object: string, expires = '2030-01-31'): PolicyEdit => ({
  do: 'put',
  section: 'exceptions',
  entry: { control: 'superuser-count', object, reason: 'on call', approvedBy: 'ciso', expires },
});

test('an edit makes a version with author and reason, keeps comments, and stands in the trail', async () => {
  const outcome = await changePolicy(anna, shop, [role('b')], 'b has joined', { basedOn: 1 });
  expect(outcome).toMatchObject({ state: 'current', version: 2 });
  const policy = await getPolicy(anna, shop);
  expect(policy).toMatchObject({
    version: 2,
    author: 'administrator',
    approver: null,
    reason: 'b has joined',
  });
  expect(policy.text).toBe(
    'version: 1 # the first\nroles:\n  - { role: a, kind: owner } # who owns\n  - { role: b, kind: person }\n',
  );
  const [event] = await service.sql(`SELECT * FROM "AuditEvent" ORDER BY "seq" DESC LIMIT 1`);
  expect(event).toMatchObject({ action: 'policy.save', subject: 'shop', actor: 'anna@example.com' });
});

test('two people at once: the second is told, and nothing is overwritten', async () => {
  const edits = [role('c'), role('d')];
  const both = await Promise.allSettled(
    edits.map((one) => changePolicy(bert, shop, [one], 'at once', { basedOn: 2 })),
  );
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = both.find((one) => one.status === 'rejected');
  expect(refused?.reason).toMatchObject({ code: 'conflict', details: { current: 3 } });
  const late = savePolicy(anna, shop, { text: 'version: 1\n', reason: 'late', basedOn: 2 });
  await expect(late).rejects.toMatchObject({ code: 'conflict' });
  expect((await getPolicy(anna, shop)).version).toBe(3);
});

test('an edit that makes it invalid changes nothing and says every problem', async () => {
  const edit: PolicyEdit = { do: 'add', section: 'boundaries', entry: { id: 'x', cidrs: ['nowhere'] } };
  const refused = changePolicy(anna, shop, [role('e'), edit], 'wrong', { basedOn: 3 });
  await expect(refused).rejects.toMatchObject({ code: 'invalid-policy', details: [{ severity: 'error' }] });
  const again = changePolicy(anna, shop, [role('a')], 'twice', { basedOn: 3 });
  await expect(again).rejects.toMatchObject({ code: 'conflict' });
  expect((await getPolicy(anna, shop)).version).toBe(3);
});

test('accepted risk waits for a second person; edits are made on what is in force by then', async () => {
  const outcome = await changePolicy(anna, shop, [accept('role:a')], 'until the autumn', { basedOn: 3 });
  expect(outcome.state).toBe('proposed');
  const id = outcome.state === 'proposed' ? outcome.proposalId : '';
  expect((await getPolicy(anna, shop)).version).toBe(3);
  await expect(approveProposal(anna, id)).rejects.toMatchObject({ code: 'forbidden' });
  await changePolicy(bert, shop, [role('f')], 'f too', { basedOn: 3 });
  expect(await approveProposal(bert, id, 'agreed')).toMatchObject({ state: 'current', version: 5 });
  const policy = await getPolicy(anna, shop);
  expect(policy).toMatchObject({ author: 'administrator', approver: 'reviewer', reason: 'until the autumn' });
  expect(policy.text).toContain('role: f');
  expect(policy.text).toContain(
    '  - { control: superuser-count, object: role:a, reason: on call, approvedBy: ciso, expires: 2030-01-31 }\n',
  );
  await expect(approveProposal(bert, id)).rejects.toMatchObject({ code: 'conflict' });
  await expect(rejectProposal(bert, id, 'no')).rejects.toMatchObject({ code: 'conflict' });
});

test('longer and wider wait too, shorter does not', async () => {
  const shorter = [accept('role:a', '2029-01-31')];
  expect((await changePolicy(anna, shop, shorter, 'shorter', { basedOn: 5 })).state).toBe('current');
  const longer = await changePolicy(anna, shop, [accept('role:a')], 'longer', { basedOn: 6 });
  expect(longer.state).toBe('proposed');
  const id = longer.state === 'proposed' ? longer.proposalId : '';
  await expect(withdrawProposal(bert, id)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(rejectProposal(anna, id, 'no')).rejects.toMatchObject({ code: 'forbidden' });
  await rejectProposal(bert, id, 'long enough');
  const again = await changePolicy(anna, shop, [accept('role:b')], 'another', { basedOn: null });
  await withdrawProposal(anna, again.state === 'proposed' ? again.proposalId : '');
  const trail = await service.sql(`SELECT "action" FROM "AuditEvent" ORDER BY "seq" DESC LIMIT 4`);
  expect(trail.map((row) => row.action)).toEqual([
    'policy.withdraw',
    'policy.propose',
    'policy.reject',
    'policy.propose',
  ]);
});

test('a whole text that accepts more is approved on the version it was written from, or not at all', async () => {
  const { text, version } = await getPolicy(anna, shop);
  const save = { text: text.replaceAll('2029-01-31', '2029-06-30'), reason: 'half a year', basedOn: version };
  const proposed = await savePolicy(bert, shop, save);
  const id = proposed.state === 'proposed' ? proposed.proposalId : '';
  await changePolicy(anna, shop, [role('g')], 'g', { basedOn: version });
  await expect(approveProposal(anna, id)).rejects.toMatchObject({ code: 'conflict' });
  expect((await getPolicy(anna, shop)).version).toBe(version + 1);
});

test('one who asked and one who approves make a version at once; nobody is both', async () => {
  const edits = [accept('role:g')];
  const own = changePolicy(anna, shop, edits, 'x', { basedOn: null, requestedBy: anna.person.id });
  await expect(own).rejects.toMatchObject({ code: 'forbidden' });
  const made = await changePolicy(anna, shop, edits, 'x', { basedOn: null, requestedBy: bert.person.id });
  expect(made.state).toBe('current');
  const removed: PolicyEdit = {
    do: 'remove',
    section: 'exceptions',
    key: { control: 'superuser-count', object: 'role:g' },
  };
  await changePolicy(anna, shop, [removed], 'over', { basedOn: null });
  const [event] = await service.sql(`SELECT "detail" FROM "AuditEvent" ORDER BY "seq" DESC LIMIT 1`);
  expect(event?.detail).toMatchObject({ noLongerAccepts: ['superuser-count role:g'] });
});

test('the database itself refuses one person in two places', async () => {
  const [last] = await service.sql(`SELECT * FROM "PolicyVersion" WHERE "approverId" IS NOT NULL LIMIT 1`);
  const update = `UPDATE "PolicyVersion" SET "approverId" = "authorId" WHERE "id" = '${String(last?.id)}'`;
  await expect(service.sql(update)).rejects.toThrow('PolicyVersion_second_person');
  const alone = `UPDATE "PolicyVersion" SET "approverId" = NULL WHERE "id" = '${String(last?.id)}'`;
  await expect(service.sql(alone)).rejects.toThrow('PolicyVersion_accepted_risk_is_approved');
  const decide = `UPDATE "PolicyProposal" SET "state" = 'approved', "version" = 9, "deciderId" = "authorId"`;
  await expect(service.sql(decide)).rejects.toThrow('PolicyProposal_second_person');
});

test('the organisation has a policy of its own, beginning with nothing', async () => {
  expect(await getPolicy(anna, organisation)).toMatchObject({ version: 0, author: null, versions: [] });
  await changePolicy(
    anna,
    organisation,
    [{ do: 'set', section: 'publicExposure', value: 'forbidden' }],
    'no',
    {
      basedOn: 0,
    },
  );
  expect(await getPolicy(anna, organisation)).toMatchObject({
    version: 1,
    text: 'version: 1\npublicExposure: forbidden\n',
  });
});

test('whoever registers a database accepts no risk alone', async () => {
  const registrar = accessFor({ ...anna.person }, ['target:register']);
  const { id } = await registerTarget(registrar, {
    name: 'second',
    host: '127.0.0.1',
    port: 9,
    database: 'postgres',
    user: 'postgres',
    sslMode: 'disable',
    policyText:
      'version: 1\nexceptions:\n  - { control: superuser-count, reason: x, approvedBy: me, expires: 2030-01-01 }\n',
  });
  expect(await getPolicy(anna, databasePolicy(id))).toMatchObject({ version: 0, text: 'version: 1\n' });
});
