import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET } from '../../../app/api/remediations/[id]/hand-offs/[handOff]/route.ts';
import type { HandOffFile } from '../../engine/remediation/handoff/hand-off-file.ts';
import { runHandOff } from '../../testing/migration-tools.ts';
import type { SignedIn } from '../../testing/service-people.ts';
import { editRemediation } from './draft-remediation.ts';
import { getRemediation } from './get-remediation.ts';
import { handOffRemediation } from './hand-off-remediation.ts';
import { draftOf, type RemediationServers, startRemediationServers, stateOf } from './remediation-fixture.ts';
import { seeLanded } from './see-landed.ts';
import { submitRemediation, withdrawRemediation } from './submit-remediation.ts';

let servers: RemediationServers;
let author: SignedIn;
let auditor: SignedIn;
let finding: string;

beforeAll(async () => {
  servers = await startRemediationServers();
  author = await servers.person('dba');
  auditor = await servers.person('auditor');
  await servers.service.cluster.sql(
    `CREATE FUNCTION app."pay;
\\! touch owned"() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION app."pay;
\\! touch owned"() OWNER TO owner`,
    'shop',
  );
  await servers.rescan();
  finding = (await servers.findings('secdef-search-path'))[0] ?? '';
}, 120_000);
afterAll(() => servers?.stop());

const look = (id: string) => getRemediation(auditor.access, id);
const download = (person: SignedIn, id: string, handOff: string) =>
  GET(
    new NextRequest(`http://localhost/api/remediations/${id}/hand-offs/${handOff}`, {
      headers: { cookie: person.cookie },
    }),
    { params: Promise.resolve({ id, handOff }) },
  );

test('a migration is never submitted; it is handed off, in as many formats as are asked for, and tracked until it landed', async () => {
  const id = await draftOf(servers, author, finding);
  expect(await look(id)).toMatchObject({ kind: 'migration', state: 'draft' });
  await expect(submitRemediation(author.access, id, '')).rejects.toThrow('hand it off');

  const plain = await handOffRemediation(author.access, id, { format: 'liquibase' });
  const zipped = await handOffRemediation(author.access, id, { format: 'flyway' });
  const view = await look(id);
  expect(view).toMatchObject({ state: 'handed-off', closes: [{ state: 'in-remediation' }] });
  expect(view.handOffs.map((one) => [one.format, one.landedAt])).toEqual([
    ['flyway', null],
    ['liquibase', null],
  ]);
  expect(zipped.fileName).toMatch(/^postern-flyway-shop-\d{4}-\d\d-\d\d\.zip$/);

  const file = await download(auditor, id, plain.id);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${plain.fileName}"`);
  const text = await file.text();
  expect(text).toMatch(/^--liquibase formatted sql\n/);
  const zip = new Uint8Array(await (await download(auditor, id, zipped.id)).arrayBuffer());
  expect(new TextDecoder().decode(zip.slice(0, 2))).toBe('PK');

  // A scan that still sees it changes nothing.
  await servers.rescan();
  await seeLanded(servers.targetId);
  expect(await stateOf(servers, id)).toBe('handed-off');

  const files: readonly HandOffFile[] = [{ path: plain.fileName, text }];
  await runHandOff('liquibase', files, 'up', { cluster: servers.service.cluster, database: 'shop' });
  await seeLanded(servers.targetId);
  expect(await stateOf(servers, id), 'it landed before a scan could see it').toBe('handed-off');
  await servers.rescan();
  await seeLanded(servers.targetId);
  const landed = await look(id);
  expect(landed).toMatchObject({ state: 'verified', closes: [{ state: 'fixed' }] });
  for (const one of landed.handOffs) expect(one.landedScanId).toBe(landed.verification?.scanId);
  expect(landed.history.map((line) => line.action)).toEqual([
    'remediation.landed',
    'remediation.hand-off',
    'remediation.hand-off',
    'remediation.draft',
  ]);
  await runHandOff('liquibase', files, 'down', { cluster: servers.service.cluster, database: 'shop' });
  await servers.rescan();
});

test('what Postern applies itself is not handed off, and nobody hands off without the permission', async () => {
  const id = await draftOf(servers, author, servers.next());
  await expect(handOffRemediation(author.access, id, { format: 'plain' })).rejects.toThrow(
    'Postern applies this itself',
  );
  await expect(handOffRemediation(auditor.access, id, { format: 'plain' })).rejects.toThrow();
  expect(await stateOf(servers, id)).toBe('draft');
});

test('a withdrawn hand-off is not tracked, and its finding is open again', async () => {
  const id = await draftOf(servers, author, finding);
  const { id: handOff } = await handOffRemediation(author.access, id, { format: 'sqitch' });
  await withdrawRemediation(author.access, id, 'the owners made it another way');
  expect(await look(id)).toMatchObject({
    state: 'withdrawn',
    closes: [{ state: expect.stringMatching(/open/) }],
  });
  await expect(handOffRemediation(author.access, id, { format: 'plain' })).rejects.toThrow('withdrawn');
  expect((await download(auditor, id, handOff)).status).toBe(200);
  expect((await download(auditor, handOff, handOff)).status).toBe(404);
});

test('the bytes of a hand-off are the same whenever they are asked for, or are refused', async () => {
  const id = await draftOf(servers, author, finding);
  const { id: handOff } = await handOffRemediation(author.access, id, { format: 'plain' });
  const bytes = async () => Buffer.from(await (await download(author, id, handOff)).arrayBuffer());
  expect(await bytes()).toEqual(await bytes());
  await servers.service.sql(`UPDATE "Target" SET "name" = 'renamed' WHERE "id" = '${servers.targetId}'`);
  expect(await bytes()).toEqual(await bytes());
  await expect(editRemediation(author.access, id, { reason: '' })).rejects.toThrow();
});
