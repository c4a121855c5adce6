import { expect } from 'vitest';
import { changePolicy } from '../policy/change-policy.ts';
import { databasePolicy } from '../policy/policy-scope.ts';
import { defaultRules } from './approval-rule.ts';
import { approvedScript } from './approved-script.ts';
import { expectNothingRuns } from './attack-fixture.ts';
import { type Attack, type AttackGround, attackSteps } from './attack-ground.ts';
import { changeRules, decideRulesChange, readRulesPage } from './change-rules.ts';
import { approve, stateOf } from './remediation-fixture.ts';
import { returnUnapproved } from './sweep-remediations.ts';

const strict = defaultRules.map((rule) => ({ ...rule, approvals: 2 }));

/** By rules that changed between approval and execution, through the service. */
export function changedRulesAttacks(given: () => AttackGround, attack: Attack): void {
  const { submitted, approved, finished } = attackSteps(given);

  const basedOn = async () => (await readRulesPage(given().administrator.access)).version;

  const loosenAgain = async (): Promise<void> => {
    const { administrator, registrar } = given();
    const proposal = { rules: [...defaultRules], basedOn: await basedOn(), reason: 'as before' };
    const outcome = await changeRules(administrator.access, proposal);
    if (outcome.state !== 'waiting') throw new Error('this loosens');
    await decideRulesChange(registrar.access, outcome.id, { decision: 'approve', reason: '' });
  };

  attack('rule tightened after approval', async () => {
    const { servers, author, administrator } = given();
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
    const { servers, author, reviewer, registrar, administrator } = given();
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
    const { servers, author, reviewer, administrator } = given();
    await changeRules(administrator.access, {
      rules: strict,
      basedOn: await basedOn(),
      reason: 'two people',
    });
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
    const { servers, author, reviewer, administrator } = given();
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
}
