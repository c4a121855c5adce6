import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SignedIn } from '../../testing/service-people.ts';
import { disablePerson } from '../people/change-person.ts';
import { type ApprovalAttack, attacksOn } from './approval-attacks.ts';
import { approvedScript } from './approved-script.ts';
import { expectNothingRuns, ownOrigin, pastTriggers, press, pressApply } from './attack-fixture.ts';
import { attackSteps } from './attack-ground.ts';
import { changedRulesAttacks } from './changed-rules-attacks.ts';
import { databaseAttacks } from './database-attacks.ts';
import { editRemediation } from './draft-remediation.ts';
import { registerExecutionCredential } from './execution-credential.ts';
import { linkAttacks } from './link-attacks.ts';
import { personAttacks } from './person-attacks.ts';
import {
  approve,
  changer,
  digestOf,
  draftOf,
  fromHere,
  proof,
  type RemediationServers,
  startCompany,
  stateOf,
} from './remediation-fixture.ts';
import { rulesAttacks } from './rules-attacks.ts';
import { removeWindow, saveWindow } from './save-window.ts';
import { scheduleRemediation } from './schedule-remediation.ts';
import { submitRemediation, withdrawRemediation } from './submit-remediation.ts';
import { endApprovals, startDue } from './sweep-remediations.ts';
import { targetAttacks } from './target-attacks.ts';

// Each attack tries to have something run that was not approved, through the services and the HTTP handlers; what is written past
// both stands in database-attacks.ts. None of them may leave an execution.

let servers: RemediationServers;
let author: SignedIn;
let reviewer: SignedIn;
let registrar: SignedIn;
let administrator: SignedIn;
const tried = new Set<string>();

beforeAll(async () => {
  ({ servers, author, reviewer, registrar } = await startCompany());
  administrator = await servers.person('administrator');
}, 120_000);
afterAll(() => servers.stop());

function attack(name: ApprovalAttack, act: () => Promise<void>): void {
  tried.add(name);
  test(name, act);
}

const given = () => ({ servers, author, reviewer, administrator, registrar });
const { submitted, approved, pressApprove, finished } = attackSteps(given);

attack('self', async () => {
  const id = await submitted();
  await expect(approve(servers, author, id)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await pressApprove(id, author)).toMatchObject({ status: 403, code: 'forbidden' });
  await expectNothingRuns(servers, id, author);
});

attack('editor', async () => {
  const id = await draftOf(servers, author, servers.next());
  const editor = await servers.person('dba');
  await editRemediation(editor.access, id, { reason: 'better' });
  await submitRemediation(author.access, id, '');
  expect(await pressApprove(id, editor)).toMatchObject({ status: 403, code: 'forbidden' });
  await editRemediation(author.access, id, { reason: 'better still' });
  await submitRemediation(author.access, id, '');
  expect(await pressApprove(id, editor)).toMatchObject({ status: 403 });
  await expectNothingRuns(servers, id, author);
});

attack('submitter', async () => {
  const id = await draftOf(servers, author, servers.next());
  const other = await servers.person('dba');
  await submitRemediation(other.access, id, '');
  expect(await pressApprove(id, other)).toMatchObject({ status: 403 });
  await expectNothingRuns(servers, id, other);
});

attack('registrar', async () => {
  const id = await submitted();
  expect(await pressApprove(id, registrar)).toMatchObject({ status: 403, code: 'forbidden' });
  await expectNothingRuns(servers, id, author);
});

attack('registers after approving', async () => {
  const dba = await servers.person('dba');
  const id = await submitted();
  await approve(servers, dba, id);
  await expect(registerExecutionCredential(dba.access, servers.targetId, changer)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await finished(id);
});

attack('approver gives the credential', async () => {
  const dba = await servers.person('dba');
  const id = await submitted();
  await approve(servers, dba, id);
  const answer = await press(id, 'apply', dba.cookie, { proof, credential: changer });
  expect(answer).toMatchObject({ status: 403, code: 'forbidden' });
  expect(await stateOf(servers, id)).toBe('approved');
  // Nor for the way back, which nobody approves anew.
  await pastTriggers(
    servers,
    'Execution',
    `INSERT INTO "Execution" ("id", "remediationId", "versionId", "targetId", "direction", "state", "endedAt", "outcome")
     SELECT '${randomUUID()}', "id", "currentVersionId", "targetId", 'up', 'done', now(), '{"stateAfter": "0"}' FROM "Remediation" WHERE "id" = '${id}'`,
  );
  const applied = `UPDATE "Remediation" SET "state" = 'applied', "appliedAt" = now() WHERE "id" = '${id}'`;
  await pastTriggers(servers, 'Remediation', applied);
  const undone = await press(id, 'undo', dba.cookie, { proof, credential: changer });
  expect(undone).toMatchObject({ status: 403, code: 'forbidden' });
  expect(await stateOf(servers, id)).toBe('applied');
});

attack('edited after approval', async () => {
  const id = await approved();
  await editRemediation(author.access, id, { reason: 'one more table', findings: [servers.next()] });
  await expectNothingRuns(servers, id, author);
  await submitRemediation(author.access, id, '');
  await expectNothingRuns(servers, id, author);
});

attack('approval of another version', async () => {
  const id = await submitted();
  const looked = await digestOf(servers, id);
  await editRemediation(author.access, id, { reason: 'another', findings: [servers.next()] });
  await submitRemediation(author.access, id, '');
  expect(await press(id, 'approve', reviewer.cookie, { digest: looked, proof })).toMatchObject({
    status: 409,
  });
  await expectNothingRuns(servers, id, author);
});

attack('expired', async () => {
  const id = await approved();
  const later = new Date(Date.now() + 24 * 3_600_000 + 1000);
  await expect(approvedScript(id, 'up', { now: later })).rejects.toMatchObject({ code: 'conflict' });
  await endApprovals(later);
  await expectNothingRuns(servers, id, author);
});

attack('out of window', async () => {
  const id = await approved();
  const closed = { timeZone: 'UTC', openings: [], freezeDays: [] };
  await saveWindow(administrator.access, servers.targetId, closed);
  await expectNothingRuns(servers, id, author);
  const soon = new Date(Date.now() + 2 * 3_600_000);
  const hour = `${String(soon.getUTCHours()).padStart(2, '0')}:00`;
  const later = `${String((soon.getUTCHours() + 1) % 24).padStart(2, '0')}:00`;
  const openings = [{ days: [1, 2, 3, 4, 5, 6, 7], from: hour, to: later }];
  await saveWindow(administrator.access, servers.targetId, { ...closed, openings });
  await expect(approvedScript(id, 'up')).rejects.toMatchObject({ code: 'conflict' });
  expect((await press(id, 'apply', author.cookie, { proof, credential: changer })).status).toBe(409);
  expect((await pressApply(id, author)).body).toMatchObject({ state: 'scheduled' });
  expect(await startDue(new Date())).toBe(0);
  expect(await stateOf(servers, id)).toBe('scheduled');
  await removeWindow(administrator.access, servers.targetId);
  await finished(id);
});

attack('scheduled, then no longer approved', async () => {
  const other = await servers.person('reviewer');
  const id = await submitted();
  await approve(servers, other, id);
  const at = new Date(Date.now() + 3_600_000);
  await scheduleRemediation(author.access, id, { proof, at: at.toISOString() }, fromHere);
  await disablePerson(administrator.access, other.id);
  expect(await startDue(new Date(at.getTime() + 1000))).toBe(0);
  expect(await stateOf(servers, id)).toBe('submitted');
  await expectNothingRuns(servers, id, author);
});

attack('withdrawn', async () => {
  const id = await approved();
  await withdrawRemediation(author.access, id, 'no');
  await expectNothingRuns(servers, id, author);
  expect(await pressApprove(id, reviewer)).toMatchObject({ status: 409 });
});

attack('forged origin', async () => {
  const id = await submitted();
  const digest = await digestOf(servers, id);
  const strangers = [
    { ...ownOrigin, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { ...ownOrigin, origin: 'null' },
    { host: 'localhost:3000', 'content-type': 'application/json' },
  ];
  for (const headers of strangers) {
    const answer = await press(id, 'approve', reviewer.cookie, { digest, proof }, headers);
    expect(answer).toMatchObject({ status: 403, code: 'foreign-origin' });
  }
  await expectNothingRuns(servers, id, author);
});

attack('role without the permission', async () => {
  const id = await submitted();
  const auditor = await servers.person('auditor');
  expect(await pressApprove(id, auditor)).toMatchObject({ status: 403 });
  await approve(servers, reviewer, id);
  expect(await pressApply(id, auditor)).toMatchObject({ status: 403 });
  expect(await pressApply(id, reviewer)).toMatchObject({ status: 403 });
  await finished(id);
});

attack('fields that were not asked for', async () => {
  const id = await submitted();
  for (const more of [{ approverId: reviewer.id }, { role: 'administrator' }, { expiresAt: '2999-01-01' }])
    expect(await pressApprove(id, author, more)).toMatchObject({ status: 400 });
  await expectNothingRuns(servers, id, author);
});

personAttacks(given, attack);
linkAttacks(given, attack);
changedRulesAttacks(given, attack);
targetAttacks(given, attack);
databaseAttacks(given, attack);
rulesAttacks(given, attack);

// Last: it leaves an intent behind.
attack('applied twice', async () => {
  const id = await approved();
  const both = await Promise.all([1, 2, 3].map(() => pressApply(id, author)));
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
  const another = await approved();
  expect(await pressApply(another, author)).toMatchObject({ status: 409 });
  const rows = await servers.service.sql(`SELECT "state" FROM "Execution" WHERE "state" <> 'done'`);
  expect(rows).toEqual([{ state: 'intent' }]);
});

test('every attack that the service has to stop was tried', () => {
  expect([...tried].sort()).toEqual([...attacksOn('service')].sort());
});
