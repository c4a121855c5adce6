import { expect } from 'vitest';
import { passwordByLink } from '../../testing/by-password-link.ts';
import type { SignedIn } from '../../testing/service-people.ts';
import { defaultRules } from './approval-rule.ts';
import { approvedScript } from './approved-script.ts';
import { expectNothingRuns, press } from './attack-fixture.ts';
import { type Attack, type AttackGround, attackSteps } from './attack-ground.ts';
import { changeRules, decideRulesChange, readRulesPage } from './change-rules.ts';
import { getRemediation } from './get-remediation.ts';
import { listRemediations } from './list-remediations.ts';
import { approve, changer, proof, stateOf } from './remediation-fixture.ts';
import { parseRemediationQuery } from './remediation-query.ts';
import { withdrawRemediation } from './submit-remediation.ts';

/**
 * By an administrator who makes links for forgotten passwords, uses them, and so acts in the name of somebody else. Everybody has the
 * test's one password: who really types it, nobody can tell, which is the point.
 */
export function linkAttacks(given: () => AttackGround, attack: Attack): void {
  const { submitted, pressApprove, finished } = attackSteps(given);
  /** Sets the person's password by a link of that administrator, and signs in with it. */
  const taken = async (by: SignedIn, person: SignedIn): Promise<SignedIn> => {
    await passwordByLink(by.access, person);
    return given().servers.again(person.email);
  };
  const administrator = () => given().servers.person('administrator');
  const basedOn = async () => (await readRulesPage(given().administrator.access)).version;

  attack('password link for the approver', async () => {
    const { servers } = given();
    const author = await administrator();
    const id = await submitted(author);
    const approver = await taken(author, await servers.person('reviewer'));
    expect(await pressApprove(id, approver)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await getRemediation(approver.access, id)).toMatchObject({
      waitsForMe: false,
      actions: { approve: { may: false, why: expect.stringMatching(/link/) } },
    });
    const waits = await listRemediations(approver.access, parseRemediationQuery({ tab: 'waits' }));
    expect(waits.rows.map((row) => row.id)).not.toContain(id);
    const later = await submitted(author);
    expect(await pressApprove(later, approver)).toMatchObject({ status: 403, code: 'forbidden' });
    await expectNothingRuns(servers, id, author);
    await expectNothingRuns(servers, later, author);
  });

  attack('password link after approving', async () => {
    const { servers } = given();
    const author = await administrator();
    const approver = await servers.person('reviewer');
    const id = await submitted(author);
    await approve(servers, approver, id);
    await taken(author, approver);
    const shown = await getRemediation(author.access, id);
    expect(shown.approvalsGiven).toMatchObject([{ counts: false, why: expect.stringMatching(/link/) }]);
    await expectNothingRuns(servers, id, author);
  });

  attack('author in the hands of the approver', async () => {
    const { servers } = given();
    const approver = await administrator();
    const author = await taken(approver, await servers.person('dba'));
    const id = await submitted(author);
    expect(await pressApprove(id, approver)).toMatchObject({ status: 403, code: 'forbidden' });
    await expectNothingRuns(servers, id, author);
  });

  attack('author and approver in the hands of a third', async () => {
    const { servers } = given();
    const third = await administrator();
    const author = await taken(third, await servers.person('dba'));
    const approver = await taken(third, await servers.person('reviewer'));
    const id = await submitted(author);
    expect(await pressApprove(id, approver)).toMatchObject({ status: 403, code: 'forbidden' });
    await expectNothingRuns(servers, id, author);
    // Others agree to it as ever, and it runs by that.
    await approve(servers, await servers.person('reviewer'), id);
    expect((await approvedScript(id, 'up')).remediationId).toBe(id);
    await withdrawRemediation(author.access, id, '');
  });

  attack('two approvals by one person’s links', async () => {
    const { servers, author } = given();
    const third = await administrator();
    const strict = defaultRules.map((rule) => ({ ...rule, approvals: 2 }));
    await changeRules(third.access, { rules: strict, basedOn: await basedOn(), reason: 'two of them' });
    const first = await taken(third, await servers.person('reviewer'));
    const second = await taken(third, await servers.person('reviewer'));
    const id = await submitted(author);
    await approve(servers, first, id);
    for (const again of [second, third])
      expect(await pressApprove(id, again)).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await getRemediation(second.access, id)).actions.approve).toMatchObject({ may: false });
    await expectNothingRuns(servers, id, author);
    // Both had approved before anybody made a link: one of them counts.
    const a = await servers.person('reviewer');
    const b = await servers.person('reviewer');
    const later = await submitted(author);
    await approve(servers, a, later);
    await approve(servers, b, later);
    expect(await stateOf(servers, later)).toBe('approved');
    await taken(third, a);
    await taken(third, b);
    await expectNothingRuns(servers, later, author);
    // Nor do the rules become as they were by one person in two accounts.
    const loose = { rules: [...defaultRules], basedOn: await basedOn(), reason: 'as before' };
    const outcome = await changeRules(third.access, loose);
    if (outcome.state !== 'waiting') throw new Error('one administrator loosened the rules');
    const fourth = await taken(third, await administrator());
    const agree = { decision: 'approve', reason: '' } as const;
    await expect(decideRulesChange(fourth.access, outcome.id, agree)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await decideRulesChange(given().registrar.access, outcome.id, agree);
  });

  attack('credential by a password link', async () => {
    const { servers } = given();
    const approver = await administrator();
    const id = await submitted();
    await approve(servers, approver, id);
    const dba = await taken(approver, await servers.person('dba'));
    const answer = await press(id, 'apply', dba.cookie, { proof, credential: changer });
    expect(answer).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await stateOf(servers, id)).toBe('approved');
    await finished(id);
  });

  attack('password given back before it is approved', async () => {
    const { servers } = given();
    const author = await administrator();
    const person = await servers.person('reviewer');
    await taken(author, person);
    const id = await submitted(author);
    const approver = await taken(await administrator(), person);
    expect(await pressApprove(id, approver)).toMatchObject({ status: 403, code: 'forbidden' });
    await expectNothingRuns(servers, id, author);
    // What is drafted from then on is approved by somebody else again.
    const later = await submitted(author);
    expect(await pressApprove(later, approver)).toMatchObject({ status: 200 });
    expect(await stateOf(servers, later)).toBe('approved');
    expect((await approvedScript(later, 'up')).remediationId).toBe(later);
    await withdrawRemediation(author.access, later, '');
  });
}
