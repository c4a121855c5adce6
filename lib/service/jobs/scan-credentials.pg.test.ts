import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listFleet } from '../fleet/list-fleet.ts';
import { getScan } from '../scans/get-scan.ts';
import { archiveTarget, editTarget } from '../targets/edit-target.ts';
import { registerTarget } from '../targets/register-target.ts';
import { testConnection } from '../targets/test-connection.ts';
import { type ScanServers, scanAccess, scanUntil, startScanServers } from './scan-fixture.ts';

let servers: ScanServers;

beforeAll(async () => {
  servers = await startScanServers();
});
afterEach(() => servers.settle());
afterAll(() => servers.stop());

test('pointing a database elsewhere asks for the password again; the stored one serves only where it was stored for', async () => {
  const { id } = await registerTarget(scanAccess, servers.connection());
  const form = { ...servers.connection(), sslRootCert: null, substrate: null, password: undefined };
  await editTarget(scanAccess, id, { ...form, name: `renamed ${form.name}` });
  const port = servers.silentPort;
  for (const change of [
    { port },
    { host: 'localhost' },
    { user: 'postgres' },
    { database: 'template1' },
    { sslMode: 'disable' as const },
  ]) {
    await expect(editTarget(scanAccess, id, { ...form, ...change })).rejects.toMatchObject({
      code: 'password-required',
    });
    await expect(testConnection(scanAccess, { ...form, ...change, targetId: id })).rejects.toMatchObject({
      code: 'password-required',
    });
  }
  expect(await testConnection(scanAccess, { ...form, targetId: id })).toMatchObject({
    ok: true,
    tls: null,
    scanRole: { superuser: false },
  });
});

test('a sealed password moved to another row does not open: the scan fails and nothing is sent', async () => {
  const [one, two] = [
    await registerTarget(scanAccess, servers.connection()),
    await registerTarget(scanAccess, servers.connection()),
  ];
  await servers.service.sql(
    `UPDATE "Credential" a SET "wrappedKey" = b."wrappedKey", "nonce" = b."nonce", "ciphertext" = b."ciphertext"
     FROM "Credential" b WHERE a."targetId" = '${one.id}' AND b."targetId" = '${two.id}'`,
  );
  servers.startWork();
  const failed = await scanUntil(one.scanId, ['failed', 'done']);
  expect(failed.error?.code).toBe('credential');
  expect((await scanUntil(two.scanId, ['failed', 'done'])).state).toBe('done');
});

test('the plain password stands nowhere in the database', async () => {
  const dump = await servers.service.sql(
    `SELECT query_to_xml('SELECT * FROM "Credential"', true, false, '')::text AS c, query_to_xml('SELECT * FROM "AuditEvent"', true, false, '')::text AS a, query_to_xml('SELECT * FROM "Target"', true, false, '')::text AS t`,
  );
  expect(JSON.stringify(dump)).not.toMatch(/w@rd/);
});

test('an archived database is gone from the fleet, its password forgotten, its name free', async () => {
  const form = servers.connection();
  const { id, scanId } = await registerTarget(scanAccess, form);
  await archiveTarget(scanAccess, id);
  expect((await listFleet(scanAccess)).some((target) => target.id === id)).toBe(false);
  expect(await servers.service.sql(`SELECT 1 FROM "Credential" WHERE "targetId" = '${id}'`)).toEqual([]);
  expect((await getScan(scanAccess, scanId)).state).toBe('cancelled');
  await registerTarget(scanAccess, form);
});
