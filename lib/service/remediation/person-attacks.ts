import { expect } from 'vitest';
import { attemptLimits } from '../auth/lock-out.ts';
import { changeRole, disablePerson } from '../people/change-person.ts';
import { endOwnSession } from '../people/own-account.ts';
import { expectNothingRuns, press } from './attack-fixture.ts';
import { type Attack, type AttackGround, attackSteps } from './attack-ground.ts';
import { approve, digestOf, draftOf, proof, stateOf } from './remediation-fixture.ts';
import { submitRemediation } from './submit-remediation.ts';

/** By what became of the people who approved, and of their sessions and passwords. */
export function personAttacks(given: () => AttackGround, attack: Attack): void {
  const { submitted, pressApprove, finished } = attackSteps(given);

  attack('demoted approver', async () => {
    const { servers, author, administrator } = given();
    const dba = await servers.person('dba');
    const id = await submitted();
    await approve(servers, dba, id);
    await changeRole(administrator.access, dba.id, 'auditor');
    await expectNothingRuns(servers, id, author);
  });

  attack('approver in another role', async () => {
    const { servers, author, administrator } = given();
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
    const { servers, author, administrator } = given();
    const other = await servers.person('reviewer');
    const id = await submitted();
    await approve(servers, other, id);
    await disablePerson(administrator.access, other.id);
    await expectNothingRuns(servers, id, author);
  });

  attack('session revoked', async () => {
    const { servers, author } = given();
    const other = await servers.person('reviewer');
    const id = await submitted();
    await endOwnSession(other.access, other.access.person.sessionId);
    expect(await pressApprove(id, other)).toMatchObject({ status: 401 });
    // Let in at the door a moment before it ended.
    await expect(approve(servers, other, id)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expectNothingRuns(servers, id, author);
  });

  attack('wrong password', async () => {
    const { servers } = given();
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
    const { servers, author } = given();
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
}
