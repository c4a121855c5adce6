import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attemptLimits } from '../auth/lock-out.ts';
import { changeRole, disablePerson } from '../people/change-person.ts';
import { endOwnSession } from '../people/own-account.ts';
import { changePolicy } from '../policy/change-policy.ts';
import { databasePolicy } from '../policy/policy-scope.ts';
import { archiveTarget, editTarget } from '../targets/edit-target.ts';
import { type ApprovalAttack, attacksOn } from './approval-attacks.ts';
import { defaultRules } from './approval-rule.ts';
import { approvedScript } from './approved-script.ts';
import { expectNothingRuns, ownOrigin, pastTriggers, press, pressApply } from './attack-fixture.ts';
import { changeRules, decideRulesChange, readRulesPage } from './change-rules.ts';
import { databaseAttacks } from './database-attacks.ts';
import { approveRemediation } from './decide-remediation.ts';
import { draftRemediation, editRemediation } from './draft-remediation.ts';
import { registerExecutionCredential } from './execution-credential.ts';
import {
  approve,
  approvedOf,
  changer,
  digestOf,
  draftOf,
  fromHere,
  proof,
  type RemediationServers,
  type SignedIn,
  startCompany,
  stateOf,
} from './remediation-fixture.ts';
import { rulesAttacks } from './rules-attacks.ts';
import { removeWindow, saveWindow } from './save-window.ts';
import { scheduleRemediation } from './schedule-remediation.ts';
import { submitRemediation, withdrawRemediation } from './submit-remediation.ts';
import { endApprovals, returnUnapproved, startDue } from './sweep-remediations.ts';

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

async function submitted(by: SignedIn = author): Promise<string> {
  const id = await draftOf(servers, by, servers.next());
  await submitRemediation(by.access, id, '');
  return id;
}
const approved = () => approvedOf(servers, { author, approver: reviewer }, servers.next());
const pressApprove = async (id: string, by: SignedIn, more: object = {}) =>
  press(id, 'approve', by.cookie, { digest: await digestOf(servers, id), proof, ...more });
const finished = (id: string) => withdrawRemediation(author.access, id, '');

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

attack('demoted approver', async () => {
  const dba = await servers.person('dba');
  const id = await submitted();
  await approve(servers, dba, id);
  await changeRole(administrator.access, dba.id, 'auditor');
  await expectNothingRuns(servers, id, author);
});

attack('approver in another role', async () => {
  // Attributes of roles are for reviewers and administrators to approve: a dba does not count, nor a reviewer who became one.
  const [fingerprint = ''] = await servers.findings('role-connection-limit');
  const id = await draftOf(servers, author, fingerprint);
  await submitRemediation(author.access, id, '');
  const dba = await servers.person('dba');
  expect(await pressApprove(id, dba)).toMatchObject({ status: 403, code: 'forbidden' });
  const was = await servers.person('reviewer');
  await approve(servers, was, id);
  expect(await stateOf(servers, id)).toBe('approved');
  await changeRole(administrator.access, was.id, 'dba');
  await expectNothingRuns(servers, id, author);
});

attack('disabled approver', async () => {
  const other = await servers.person('reviewer');
  const id = await submitted();
  await approve(servers, other, id);
  await disablePerson(administrator.access, other.id);
  await expectNothingRuns(servers, id, author);
});

attack('session revoked', async () => {
  const other = await servers.person('reviewer');
  const id = await submitted();
  await endOwnSession(other.access, other.access.person.sessionId);
  expect(await pressApprove(id, other)).toMatchObject({ status: 401 });
  // Let in at the door a moment before it ended.
  await expect(approve(servers, other, id)).rejects.toMatchObject({ code: 'unauthenticated' });
  await expectNothingRuns(servers, id, author);
});

attack('wrong password', async () => {
  const id = await submitted();
  const digest = await digestOf(servers, id);
  const wrong = { password: 'not the password' };
  const by = await servers.person('reviewer');
  expect(await press(id, 'approve', by.cookie, { digest, proof: wrong })).toMatchObject({
    code: 'wrong-password',
  });
  expect(await press(id, 'approve', by.cookie, { digest })).toMatchObject({ status: 400 });
  await approve(servers, by, id);
  const dba = await servers.person('dba');
  expect(await press(id, 'apply', dba.cookie, { proof: wrong })).toMatchObject({ code: 'wrong-password' });
  expect(await press(id, 'apply', dba.cookie, {})).toMatchObject({ status: 400 });
  expect(await stateOf(servers, id)).toBe('approved');
  await finished(id);
});

attack('password guessed', async () => {
  const id = await submitted();
  const digest = await digestOf(servers, id);
  const by = await servers.person('reviewer');
  const guess = (password: string) => press(id, 'approve', by.cookie, { digest, proof: { password } });
  const guesses = Array.from({ length: attemptLimits.pair + 3 }, (_, at) => guess(`guess ${at}`));
  const codes = (await Promise.all(guesses)).map((answer) => answer.code);
  expect(codes).toContain('too-many-attempts');
  expect(codes.filter((code) => code === 'wrong-password').length).toBeLessThanOrEqual(attemptLimits.pair);
  expect(await guess(proof.password)).toMatchObject({ status: 429 });
  await expectNothingRuns(servers, id, author);
  const refusals = await servers.service.sql(
    `SELECT 1 FROM "AuditEvent" WHERE "action" = 'session.lock-out' AND "actorId" = '${by.id}'`,
  );
  expect(refusals.length).toBeGreaterThan(0);
});

const strict = defaultRules.map((rule) => ({ ...rule, approvals: 2 }));
const basedOn = async () => (await readRulesPage(administrator.access)).version;

async function loosenAgain(): Promise<void> {
  const proposal = { rules: [...defaultRules], basedOn: await basedOn(), reason: 'as before' };
  const outcome = await changeRules(administrator.access, proposal);
  if (outcome.state !== 'waiting') throw new Error('this loosens');
  await decideRulesChange(registrar.access, outcome.id, { decision: 'approve', reason: '' });
}

attack('rule tightened after approval', async () => {
  const id = await approved();
  const change = { rules: strict, basedOn: await basedOn(), reason: 'two people from now on' };
  expect(await changeRules(administrator.access, change)).toMatchObject({ state: 'in-force' });
  await expectNothingRuns(servers, id, author);
  // It waits for the second person that the rules want now; with them it is approved again.
  // Others that earlier attacks left approved go back with it.
  expect(await returnUnapproved()).toBeGreaterThan(0);
  expect(await stateOf(servers, id)).toBe('submitted');
  await expectNothingRuns(servers, id, author);
  await approve(servers, await servers.person('dba'), id);
  expect(await stateOf(servers, id)).toBe('approved');
  expect((await approvedScript(id, 'up')).remediationId).toBe(id);
  await loosenAgain();
  await finished(id);
});

attack('rules loosened by one', async () => {
  await changeRules(administrator.access, { rules: strict, basedOn: await basedOn(), reason: 'strict' });
  const loose = { rules: [...defaultRules], basedOn: await basedOn(), reason: 'quicker' };
  const outcome = await changeRules(administrator.access, loose);
  if (outcome.state !== 'waiting') throw new Error('one administrator loosened the rules');
  const own = { decision: 'approve', reason: '' } as const;
  await expect(decideRulesChange(administrator.access, outcome.id, own)).rejects.toMatchObject({
    code: 'forbidden',
  });
  const id = await submitted();
  await approve(servers, reviewer, id);
  expect(await stateOf(servers, id)).toBe('submitted');
  await expectNothingRuns(servers, id, author);
  await decideRulesChange(registrar.access, outcome.id, { decision: 'approve', reason: '' });
});

attack('one person counted twice', async () => {
  await changeRules(administrator.access, { rules: strict, basedOn: await basedOn(), reason: 'two people' });
  const id = await submitted();
  const twice = await Promise.allSettled([1, 2, 3].map(() => approve(servers, reviewer, id)));
  expect(twice.filter((one) => one.status === 'fulfilled').length).toBe(1);
  expect(await stateOf(servers, id)).toBe('submitted');
  await expectNothingRuns(servers, id, author);
  const second = await servers.person('dba');
  await approve(servers, second, id);
  expect(await stateOf(servers, id)).toBe('approved');
  await loosenAgain();
  await finished(id);
});

attack('environment restated', async () => {
  const onlyDevelopment = defaultRules.filter((rule) => !rule.environments.includes('production'));
  const id = await approved();
  await changeRules(administrator.access, {
    rules: onlyDevelopment,
    basedOn: await basedOn(),
    reason: 'nothing in production',
  });
  const restate = (environment: 'development' | 'production') =>
    changePolicy(
      reviewer.access,
      databasePolicy(servers.targetId),
      [{ do: 'merge', section: 'system', value: { environment } }],
      'what it is for',
      { basedOn: null },
    );
  await restate('development');
  await expectNothingRuns(servers, id, author);
  await restate('production');
  await loosenAgain();
  await finished(id);
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

attack('scan role as execution role', async () => {
  const scan = { role: 'scan', password: 'x' };
  await expect(registerExecutionCredential(registrar.access, servers.targetId, scan)).rejects.toMatchObject({
    code: 'invalid-input',
  });
  const draft = { target: servers.targetId, findings: [servers.next()], reason: '', executionRole: 'scan' };
  await expect(draftRemediation(author.access, draft)).rejects.toMatchObject({ code: 'invalid-input' });
  const id = await approved();
  await servers.service.sql(`UPDATE "Target" SET "user" = 'changer' WHERE "id" = '${servers.targetId}'`);
  await expectNothingRuns(servers, id, author);
  await servers.service.sql(`UPDATE "Target" SET "user" = 'scan' WHERE "id" = '${servers.targetId}'`);
  await finished(id);
});

attack('other execution role', async () => {
  const id = await approved();
  const other = { role: 'owner', password: 'x' };
  expect(await press(id, 'apply', author.cookie, { proof, credential: other })).toMatchObject({
    status: 409,
  });
  expect(await stateOf(servers, id)).toBe('approved');
  await finished(id);
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

attack('archived database', async () => {
  const target = await servers.target('short-lived');
  const [fingerprint = ''] = await servers.findings('public-table-grants', target);
  const id = await draftOf(servers, author, fingerprint, target);
  await submitRemediation(author.access, id, '');
  await approve(servers, reviewer, id);
  await archiveTarget(administrator.access, target);
  await expect(approvedScript(id, 'up')).rejects.toMatchObject({ code: 'not-found' });
  expect(await pressApply(id, author)).toMatchObject({ status: 404 });
  await expect(
    approveRemediation(reviewer.access, id, { digest: '0'.repeat(64), note: '', proof }, fromHere),
  ).rejects.toMatchObject({ code: 'not-found' });
});

attack('pointed at a copy', async () => {
  // A server restored from a backup has the same identifier, and may be in the same state: only the address tells.
  const target = await servers.target('staging');
  const [fingerprint = ''] = await servers.findings('public-table-grants', target);
  const id = await draftOf(servers, author, fingerprint, target);
  await submitRemediation(author.access, id, '');
  await approve(servers, reviewer, id);
  const { port } = servers.service.cluster;
  const as = { user: 'scan', password: '', sslMode: 'prefer', sslRootCert: null, substrate: null } as const;
  const edited = { ...as, name: 'production', host: '10.0.0.5', port, database: 'shop' };
  await editTarget(administrator.access, target, edited);
  await expectNothingRuns(servers, id, author);
  expect(await returnUnapproved()).toBe(1);
  expect(await stateOf(servers, id)).toBe('submitted');
  await finished(id);
});

databaseAttacks(() => ({ servers, author, reviewer }), attack);
rulesAttacks(() => ({ servers, author, reviewer, administrator, registrar }), attack);

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
