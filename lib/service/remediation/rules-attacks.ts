import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { defaultRules } from './approval-rule.ts';
import { approvedScript } from './approved-script.ts';
import { expectNothingRuns, pastTriggers } from './attack-fixture.ts';
import type { Attack, AttackGround } from './attack-ground.ts';
import { changeRules, decideRulesChange, readRulesPage } from './change-rules.ts';
import { approve, approvedOf, draftOf, stateOf } from './remediation-fixture.ts';
import { submitRemediation, withdrawRemediation } from './submit-remediation.ts';

const strict = defaultRules.map((rule) => ({ ...rule, approvals: 2 }));
const denial = /not what Postern wrote/;

/** Loosening the approval rules with plain SQL on Postern's own database. A seal that does not hold denies everything, and says so. */
export function rulesAttacks(given: () => AttackGround, attack: Attack): void {
  const sql = (text: string) => given().servers.service.sql(text);
  const page = () => readRulesPage(given().administrator.access);
  const propose = async (rules: typeof strict) => {
    const { version } = await page();
    return changeRules(given().administrator.access, { rules, basedOn: version, reason: 'for the attack' });
  };
  const agree = (id: string) =>
    decideRulesChange(given().registrar.access, id, { decision: 'approve', reason: '' });
  /** The rules as Postern comes, by two administrators: also the way out of rules that are not believed. */
  const writeAnew = async () => {
    const outcome = await propose([...defaultRules]);
    if (outcome.state !== 'waiting') throw new Error('this loosens');
    await agree(outcome.id);
  };
  const submitted = async () => {
    const { servers, author } = given();
    const id = await draftOf(servers, author, servers.next());
    await submitRemediation(author.access, id, '');
    return id;
  };
  const inForce = `"version" = (SELECT max("version") FROM "ApprovalRules")`;
  const one = `jsonb_set("rules", '{1,approvals}', '1')`;

  attack('rules rewritten in the database', async () => {
    const { servers, author, reviewer } = given();
    expect(await propose(strict)).toMatchObject({ state: 'in-force' });
    const id = await submitted();
    const change = `UPDATE "ApprovalRules" SET "rules" = ${one} WHERE ${inForce}`;
    await expect(sql(change)).rejects.toMatchObject({ code: '42501' });
    await pastTriggers(servers, 'ApprovalRules', change);
    await expect(approve(servers, reviewer, id)).rejects.toMatchObject({
      message: expect.stringMatching(denial),
    });
    expect(await stateOf(servers, id)).toBe('submitted');
    await expectNothingRuns(servers, id, author);
    const draft = await draftOf(servers, author, servers.next());
    await expect(submitRemediation(author.access, draft, '')).rejects.toMatchObject({
      message: expect.stringMatching(denial),
    });
    expect(await page()).toMatchObject({ rules: [], problem: expect.stringMatching(denial) });
    // One administrator alone does not get out of it: whatever allows something asks less than nothing allowed.
    const outcome = await propose(strict);
    expect(outcome.state).toBe('waiting');
    if (outcome.state === 'waiting') await agree(outcome.id);
    expect(await page()).toMatchObject({ rules: strict, problem: null });
    await approve(servers, reviewer, id);
    expect(await stateOf(servers, id)).toBe('submitted');
    await withdrawRemediation(author.access, id, '');
    await writeAnew();
  });

  attack('rules forged in the database', async () => {
    const { servers, author, reviewer, administrator, registrar } = given();
    const id = await approvedOf(servers, { author, approver: reviewer }, servers.next());
    expect((await approvedScript(id, 'up')).remediationId).toBe(id);
    // A row of one's own beside them, with the seal of a row that Postern wrote.
    await sql(
      `INSERT INTO "ApprovalRules" ("id", "version", "rules", "authorId", "reason", "loosens", "state", "deciderId", "decidedAt", "decision", "seal")
       SELECT '${randomUUID()}', "version" + 1, ${one}, '${administrator.id}', "reason", true, 'in-force', '${registrar.id}', now(), '', "seal"
       FROM "ApprovalRules" WHERE ${inForce}`,
    );
    await expect(approvedScript(id, 'up')).rejects.toMatchObject({ message: expect.stringMatching(denial) });
    await expectNothingRuns(servers, id, author);
    await writeAnew();
    expect((await approvedScript(id, 'up')).remediationId).toBe(id);
    await withdrawRemediation(author.access, id, '');
  });

  attack('proposed rules rewritten', async () => {
    const { servers, registrar } = given();
    await propose(strict);
    const before = await page();
    const outcome = await propose([...defaultRules]);
    if (outcome.state !== 'waiting') throw new Error('this loosens');
    await pastTriggers(
      servers,
      'ApprovalRules',
      `UPDATE "ApprovalRules" SET "rules" = jsonb_set("rules", '{1,hours}', '168') WHERE "id" = '${outcome.id}'`,
    );
    expect((await page()).waiting).toMatchObject([{ id: outcome.id, altered: true }]);
    await expect(agree(outcome.id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await page()).toMatchObject({ version: before.version, rules: strict });
    await decideRulesChange(registrar.access, outcome.id, { decision: 'reject', reason: 'altered' });
    await writeAnew();
  });
}
