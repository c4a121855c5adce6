import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SignedIn } from '../../testing/service-people.ts';
import { actAsPostern } from '../auth/access.ts';
import { findHeldCredential } from '../db/execution-credentials.ts';
import { requireTarget } from '../targets/get-target.ts';
import { draftFromFindings } from './draft-from-findings.ts';
import { forgetExecutionCredential, openExecutionCredential } from './execution-credential.ts';
import { getRemediation } from './get-remediation.ts';
import { holdOwnCredential } from './hold-own-credential.ts';
import { readHeldCredential } from './read-held-credential.ts';
import { type RemediationServers, startRemediationServers } from './remediation-fixture.ts';

let servers: RemediationServers;
let dba: SignedIn;

beforeAll(async () => {
  servers = await startRemediationServers();
  dba = await servers.person('dba');
}, 120_000);
afterAll(() => servers.stop());

test('the chosen findings become as few drafts as can be; what is not known is left out and said', async () => {
  const [first = '', second = ''] = await servers.findings('public-table-grants');
  const target = servers.targetId;
  const { drafted, refused } = await draftFromFindings(dba.access, {
    selection: {
      findings: [
        { target, fingerprint: first },
        { target, fingerprint: second },
        { target, fingerprint: 'f'.repeat(64) },
      ],
    },
  });
  expect(drafted).toHaveLength(1);
  const view = await getRemediation(dba.access, drafted[0]?.id ?? '');
  expect(view.closes.map((finding) => finding.fingerprint).sort()).toEqual([first, second].sort());
  expect(refused).toEqual([
    { target, fingerprint: 'f'.repeat(64), title: null, why: 'There is no such finding.' },
  ]);
});

test('everything a filter leaves is drafted at once', async () => {
  const all = await servers.findings('public-table-grants');
  const { drafted, refused } = await draftFromFindings(dba.access, {
    selection: { filter: { target: servers.targetId, search: '?control=public-table-grants' } },
  });
  expect(refused).toEqual([]);
  expect(drafted).toHaveLength(1);
  expect((await getRemediation(dba.access, drafted[0]?.id ?? '')).closes).toHaveLength(all.length);
});

test('a credential of Postern’s own is held once, follows its server, and a person’s word goes before it', async () => {
  const postern = actAsPostern('target:register');
  const id = await servers.target('demo');
  const given = { role: 'changer', password: 'a' };
  expect(await holdOwnCredential(postern, id, given, { again: true })).toBe(false);
  expect(await holdOwnCredential(postern, id, given, { again: false })).toBe(true);
  expect(await readHeldCredential(dba.access, id)).toMatchObject({
    role: 'changer',
    registeredBy: 'Postern',
  });
  expect(await holdOwnCredential(postern, id, { ...given, password: 'b' }, { again: true })).toBe(true);
  const row = await findHeldCredential(id);
  expect(row && openExecutionCredential(await requireTarget(id), row).open()).toBe('b');
  await forgetExecutionCredential(dba.access, id);
  expect(await holdOwnCredential(postern, id, given, { again: true })).toBe(false);
  expect(await readHeldCredential(dba.access, id)).toBeNull();
});
