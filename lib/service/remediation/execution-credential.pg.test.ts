import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SignedIn } from '../../testing/service-people.ts';
import { database, inTransaction } from '../db/client.ts';
import {
  type ExecutionCredentialRow,
  findCredentialFor,
  findHeldCredential,
  storeExecutionCredential,
} from '../db/execution-credentials.ts';
import { findTarget, type TargetRow } from '../db/targets.ts';
import { EnvelopeError, openCredential } from '../secrets/envelope.ts';
import { keyEncryptionKey } from '../secrets/key-encryption-key.ts';
import {
  credentialProblem,
  forgetExecutionCredential,
  openExecutionCredential,
  registerExecutionCredential,
} from './execution-credential.ts';
import { readHeldCredential } from './read-held-credential.ts';
import {
  approvedOf,
  changer,
  fromHere,
  proof,
  type RemediationServers,
  startRemediationServers,
  stateOf,
} from './remediation-fixture.ts';
import { requestApply } from './start-remediation.ts';

let servers: RemediationServers;
let author: SignedIn;
let reviewer: SignedIn;
let registrar: SignedIn;
const canary = { role: 'changer', password: 'canary-5f1c0e' };

beforeAll(async () => {
  servers = await startRemediationServers();
  author = await servers.person('dba');
  reviewer = await servers.person('reviewer');
  registrar = await servers.person('administrator');
}, 120_000);
afterAll(() => servers.stop());

async function target(id: string): Promise<TargetRow> {
  const row = await findTarget(id);
  if (row === null) throw new Error('no such target');
  return row;
}
async function held(): Promise<ExecutionCredentialRow> {
  const row = await findHeldCredential(servers.targetId);
  if (row === null) throw new Error('no credential is held');
  return row;
}

/** Every row of every table of Postern's own database, as text. */
async function everything(): Promise<string> {
  const tables = await servers.service.sql(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
  const rows = [];
  for (const { tablename } of tables)
    rows.push(await servers.service.sql(`SELECT t::text AS row FROM "${tablename}" t`));
  return JSON.stringify(rows);
}

test('sealed, and opened for its own connection and purpose alone', async () => {
  await registerExecutionCredential(registrar.access, servers.targetId, canary);
  const [row, here] = [await held(), await target(servers.targetId)];
  expect(openExecutionCredential(here, row).open()).toBe(canary.password);
  expect(await everything()).not.toContain(canary.password);
  for (const moved of [
    { ...here, id: 'another' },
    { ...here, host: 'evil.example' },
    { ...here, port: here.port + 1 },
    { ...here, sslMode: 'disable' },
    { ...here, database: 'postgres' },
  ])
    expect(() => openExecutionCredential(moved, row)).toThrow(EnvelopeError);
  expect(() => openExecutionCredential(here, { ...row, role: 'owner' })).toThrow(EnvelopeError);
  expect(() => openExecutionCredential(here, { ...row, executionId: 'a run' })).toThrow(EnvelopeError);
  const asScan = { ...here, targetId: here.id, user: row.role };
  expect(() => openCredential(row, asScan, keyEncryptionKey())).toThrow(EnvelopeError);
});

test('a row cannot be changed, nor written for a run that has begun', async () => {
  const refused = (text: string) =>
    expect(servers.service.sql(text)).rejects.toMatchObject({ code: '42501' });
  await refused(`UPDATE "ExecutionCredential" SET "registrarId" = '${reviewer.id}'`);
  const row = await held();
  await expect(
    inTransaction((transaction) =>
      storeExecutionCredential(transaction, { ...row, id: 'copy', executionId: 'no such run' }),
    ),
  ).rejects.toThrow();
});

test('one given for a run is used before the held one, is gone when the run ends, and is nowhere in clear', async () => {
  const id = await approvedOf(servers, { author, approver: reviewer }, servers.next());
  const given = { ...changer, password: 'canary-for-one-run' };
  const started = await requestApply(author.access, id, { proof, credential: given }, fromHere);
  if (started.state !== 'applying') throw new Error('it was to begin');
  const run = { id: started.executionId, targetId: servers.targetId };
  const row = await findCredentialFor(run);
  if (row === null) throw new Error('the run has no credential');
  expect(openExecutionCredential(await target(servers.targetId), row).open()).toBe(given.password);
  expect(await everything()).not.toContain(given.password);
  await servers.service.sql(
    `UPDATE "Execution" SET "state" = 'failed', "endedAt" = now() WHERE "id" = '${run.id}';
     UPDATE "Remediation" SET "state" = 'failed' WHERE "id" = '${id}'`,
  );
  expect(await database().executionCredential.findUnique({ where: { executionId: run.id } })).toBeNull();
  expect((await findCredentialFor(run))?.id).toBe((await held()).id);
  expect(await stateOf(servers, id)).toBe('failed');
});

test('one held for an address that moved is told before it is used, without opening it', async () => {
  const { targetId, service } = servers;
  const read = () => readHeldCredential(author.access, targetId);
  await registerExecutionCredential(registrar.access, targetId, changer);
  expect(await read()).toMatchObject({ role: 'changer', problem: null });
  const { port } = await target(targetId);
  const point = (to: number) => service.sql(`UPDATE "Target" SET "port" = ${to} WHERE "id" = '${targetId}'`);
  await point(port + 1);
  expect((await read())?.problem).toContain('register it again');
  const row = await held();
  const moved = await target(targetId);
  expect(() => openExecutionCredential(moved, row)).toThrow(EnvelopeError);
  await point(port);
  expect((await read())?.problem).toBeNull();
  const { keyVersion } = row;
  expect(credentialProblem(await target(targetId), { ...row, keyVersion: `${keyVersion}-older` })).toContain(
    'another key',
  );
});

test('forgotten is gone at once, and nothing begins without one', async () => {
  const id = await approvedOf(servers, { author, approver: reviewer }, servers.next());
  await forgetExecutionCredential(registrar.access, servers.targetId);
  expect(await findHeldCredential(servers.targetId)).toBeNull();
  await expect(requestApply(author.access, id, { proof }, fromHere)).rejects.toMatchObject({
    code: 'password-required',
  });
  await expect(forgetExecutionCredential(registrar.access, servers.targetId)).rejects.toMatchObject({
    code: 'not-found',
  });
});
