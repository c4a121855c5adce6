import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { actAsPostern } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { listTrail, verifyTrail } from '../trail/list-trail.ts';
import { recordEvent } from './record.ts';

let service: ServiceDatabase;
const reader = actAsPostern('trail:read');
const actor = { id: null, name: 'ann@example.com' };

const record = (subject: string) =>
  inTransaction((transaction) =>
    recordEvent(transaction, actor, 'target.register', subject, { port: 5432, changed: ['host'] }),
  );

beforeAll(async () => {
  service = await startServiceDatabase();
  for (let at = 1; at <= 5; at += 1) await record(`db ${at}`);
});
afterAll(() => service.stop());

test('what happened is listed, newest first, and follows from what happened before', async () => {
  const { entries, older } = await listTrail(reader, { q: '' });
  expect(entries.map((entry) => entry.subject)).toEqual(['db 5', 'db 4', 'db 3', 'db 2', 'db 1']);
  expect(entries[0]).toMatchObject({
    words: 'registered',
    actor: 'ann@example.com',
    detail: { port: 5432, changed: ['host'] },
  });
  expect(older).toBeNull();
  expect(await verifyTrail(reader)).toMatchObject({ entries: 5, brokenAt: null });
});

test.each([
  `UPDATE "AuditEvent" SET "actor" = 'somebody else'`,
  'DELETE FROM "AuditEvent"',
  'TRUNCATE "AuditEvent"',
  `SET session_replication_role = replica; DELETE FROM "AuditEvent"`,
])('%s is refused, even to a superuser', async (statement) => {
  await expect(service.sql(statement)).rejects.toMatchObject({ code: '42501' });
});

test('an action that fails leaves no record, and one without its record does not happen', async () => {
  const failing = inTransaction(async (transaction) => {
    await recordEvent(transaction, actor, 'target.archive', 'never');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect((await listTrail(reader, { q: 'never' })).entries).toEqual([]);
});

test('many at once form one chain without a hole', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, at) => record(`at once ${at}`)));
  expect(await verifyTrail(reader)).toMatchObject({ entries: 25, brokenAt: null });
});

test('whoever gets round the triggers is found out: edited, removed, reordered', async () => {
  const tampered = async (statements: string, undo: string) => {
    const off = 'ALTER TABLE "AuditEvent" DISABLE TRIGGER ALL;';
    await service.sql(
      `${off} ${statements}; ALTER TABLE "AuditEvent" ENABLE ALWAYS TRIGGER "AuditEvent_append_only"`,
    );
    const { brokenAt } = await verifyTrail(reader);
    await service.sql(
      `${off} ${undo}; ALTER TABLE "AuditEvent" ENABLE ALWAYS TRIGGER "AuditEvent_append_only"`,
    );
    expect((await verifyTrail(reader)).brokenAt).toBeNull();
    return brokenAt;
  };
  expect(
    await tampered(
      `UPDATE "AuditEvent" SET subject = 'x' WHERE seq = 3`,
      `UPDATE "AuditEvent" SET subject = 'db 3' WHERE seq = 3`,
    ),
  ).toBe('3');
  expect(
    await tampered(
      'CREATE TABLE kept AS SELECT * FROM "AuditEvent" WHERE seq = 4; DELETE FROM "AuditEvent" WHERE seq = 4',
      'INSERT INTO "AuditEvent" SELECT * FROM kept',
    ),
  ).toBe('5');
  const swap =
    'UPDATE "AuditEvent" SET seq = CASE seq WHEN 6 THEN -7 WHEN 7 THEN -6 END WHERE seq IN (6, 7); UPDATE "AuditEvent" SET seq = -seq WHERE seq < 0';
  expect(await tampered(swap, swap)).toBe('6');
});
