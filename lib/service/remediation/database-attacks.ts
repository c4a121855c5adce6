import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { approvedScript } from './approved-script.ts';
import { expectNothingRuns, pastTriggers } from './attack-fixture.ts';
import type { Attack, AttackGround } from './attack-ground.ts';
import { editRemediation } from './draft-remediation.ts';
import { getRemediation } from './get-remediation.ts';
import { approve, approvedOf, draftOf, stateOf } from './remediation-fixture.ts';
import { sha256 } from './script-content.ts';
import { submitRemediation } from './submit-remediation.ts';

/** What is tried with plain SQL on Postern's own database: past the service, and where it says so past the triggers as well. */
export function databaseAttacks(given: () => AttackGround, attack: Attack): void {
  const sql = (text: string) => given().servers.service.sql(text);
  const refused = (text: string) => expect(sql(text)).rejects.toMatchObject({ code: '42501' });
  const submitted = async () => {
    const { servers, author } = given();
    const id = await draftOf(servers, author, servers.next());
    await submitRemediation(author.access, id, '');
    return id;
  };
  const approved = () => {
    const { servers, author, reviewer } = given();
    return approvedOf(servers, { author, approver: reviewer }, servers.next());
  };
  const nothingRuns = (id: string) => expectNothingRuns(given().servers, id, given().author);
  const versionWhere = (id: string) =>
    `"id" = (SELECT "currentVersionId" FROM "Remediation" WHERE "id" = '${id}')`;

  /** An approval row as somebody would write it who can only write to the database. */
  const approvalRow = (id: string, approver: string, bound: string) =>
    `INSERT INTO "Approval" ("id", "remediationId", "versionId", "approverId", "role", "expiresAt", "bound", "hash", "seal")
     SELECT '${randomUUID()}', r."id", r."currentVersionId", '${approver}', 'reviewer', now() + interval '1 day',
       '${bound}', '${sha256(bound)}', '${sha256('seal')}'
     FROM "Remediation" r WHERE r."id" = '${id}'`;

  attack('state written directly', async () => {
    const { servers, author } = given();
    const id = await draftOf(servers, author, servers.next());
    for (const state of ['approved', 'scheduled', 'applying', 'applied', 'verified', 'closed'])
      await refused(`UPDATE "Remediation" SET "state" = '${state}' WHERE "id" = '${id}'`);
    await submitRemediation(author.access, id, '');
    for (const state of ['approved', 'applying', 'applied', 'verified'])
      await refused(`UPDATE "Remediation" SET "state" = '${state}' WHERE "id" = '${id}'`);
    // A replica's session meets the triggers too.
    await refused(
      `SET session_replication_role = replica; UPDATE "Remediation" SET "state" = 'approved' WHERE "id" = '${id}'`,
    );
    await refused(
      `INSERT INTO "Remediation" ("id", "targetId", "title", "state", "kind", "authorId", "environment", "severity", "severityRank")
       SELECT '${randomUUID()}', "targetId", "title", 'approved', "kind", "authorId", "environment", "severity", 0
       FROM "Remediation" WHERE "id" = '${id}'`,
    );
    await pastTriggers(
      servers,
      'Remediation',
      `UPDATE "Remediation" SET "state" = 'approved' WHERE "id" = '${id}'`,
    );
    await nothingRuns(id);
  });

  attack('intent written directly', async () => {
    const id = await approved();
    await refused(
      `INSERT INTO "Execution" ("id", "remediationId", "versionId", "targetId", "direction")
       SELECT '${randomUUID()}', "id", "currentVersionId", "targetId", 'up' FROM "Remediation" WHERE "id" = '${id}'`,
    );
    await sql(
      `UPDATE "Approval" SET "voidedAt" = now(), "voidedWhy" = 'test' WHERE "remediationId" = '${id}';
       UPDATE "Remediation" SET "state" = 'submitted' WHERE "id" = '${id}'`,
    );
    await nothingRuns(id);
  });

  attack('forged approval row', async () => {
    const { servers, author, reviewer } = given();
    const id = await submitted();
    await refused(approvalRow(id, author.id, '{}'));
    await sql(approvalRow(id, reviewer.id, '{}'));
    await sql(`UPDATE "Remediation" SET "state" = 'approved' WHERE "id" = '${id}'`);
    expect(await stateOf(servers, id)).toBe('approved');
    await nothingRuns(id);
  });

  attack('replayed approval row', async () => {
    const { servers, author } = given();
    const id = await approved();
    await editRemediation(author.access, id, { reason: 'another table', findings: [servers.next()] });
    await submitRemediation(author.access, id, '');
    const copy = `INSERT INTO "Approval" ("id", "remediationId", "versionId", "approverId", "role", "at", "expiresAt", "bound", "hash", "seal")
      SELECT %ID, a."remediationId", r."currentVersionId", a."approverId", a."role", a."at", a."expiresAt", a."bound", a."hash", a."seal"
      FROM "Approval" a JOIN "Remediation" r ON r."id" = a."remediationId" WHERE r."id" = '${id}' LIMIT 1`;
    await sql(copy.replace('%ID', `'${randomUUID()}'`));
    await sql(`UPDATE "Remediation" SET "state" = 'approved' WHERE "id" = '${id}'`);
    await nothingRuns(id);
  });

  attack('approval rewritten', async () => {
    const { servers } = given();
    const id = await approved();
    const longer = `UPDATE "Approval" SET "expiresAt" = "expiresAt" + interval '1 year' WHERE "remediationId" = '${id}'`;
    await refused(longer);
    await sql(
      `UPDATE "Approval" SET "voidedAt" = now(), "voidedWhy" = 'test' WHERE "remediationId" = '${id}'`,
    );
    await refused(
      `UPDATE "Approval" SET "voidedAt" = NULL, "voidedWhy" = NULL WHERE "remediationId" = '${id}'`,
    );
    await pastTriggers(
      servers,
      'Approval',
      `UPDATE "Approval" SET "voidedAt" = NULL, "voidedWhy" = NULL WHERE "remediationId" = '${id}'; ${longer}`,
    );
    await nothingRuns(id);
  });

  const tamper = (name: Parameters<Attack>[0], set: string) =>
    attack(name, async () => {
      const { servers } = given();
      const id = await approved();
      expect((await approvedScript(id, 'up')).remediationId).toBe(id);
      const change = `UPDATE "RemediationVersion" SET ${set} WHERE ${versionWhere(id)}`;
      await refused(change);
      await pastTriggers(servers, 'RemediationVersion', change);
      await nothingRuns(id);
    });
  tamper('swapped server', `"systemIdentifier" = '7312000000000000001'`);
  tamper('changed state', `"stateFingerprint" = '${'0'.repeat(64)}'`);
  tamper('event trigger added', `"eventTriggersDigest" = '${'0'.repeat(64)}'`);
  tamper(
    'script altered in the database',
    `"script" = replace("script", 'REVOKE', 'GRANT'),
     "digest" = encode(sha256(convert_to(replace("script", 'REVOKE', 'GRANT'), 'UTF8')), 'hex')`,
  );

  attack('what is shown altered in the database', async () => {
    const { servers, author } = given();
    const id = await submitted();
    const change = `UPDATE "RemediationVersion" SET "impact" = '{"loses": [], "gains": [], "closes": [], "opens": [],
      "sessions": {"refused": [], "uncertain": []}, "dependents": [], "statements": {"seen": []}, "unknown": []}',
      "upText" = 'SELECT 1', "downText" = '' WHERE ${versionWhere(id)}`;
    await refused(change);
    await pastTriggers(servers, 'RemediationVersion', change);
    const { impact, script } = await getRemediation(author.access, id);
    expect(impact.loses.unknown).toBeDefined();
    expect(script.upText).toContain('REVOKE');
    await nothingRuns(id);
  });

  attack('digest altered in the database', async () => {
    const { servers } = given();
    const id = await approved();
    const change = `UPDATE "RemediationVersion" SET "digest" = '${'0'.repeat(64)}' WHERE ${versionWhere(id)}`;
    await refused(change);
    // A constraint holds it against the bytes, triggers or not.
    await expect(pastTriggers(servers, 'RemediationVersion', change)).rejects.toMatchObject({
      code: '23514',
    });
  });

  attack('other target', async () => {
    const { servers } = given();
    const other = await servers.target('other');
    const id = await approved();
    const change = `UPDATE "Remediation" SET "targetId" = '${other}' WHERE "id" = '${id}'`;
    await refused(change);
    await pastTriggers(servers, 'Remediation', change);
    await nothingRuns(id);
  });

  attack('weighed less in the database', async () => {
    const { servers } = given();
    // It was submitted under the rules of something worse, somewhere worse.
    for (const change of [`"severity" = 'low', "severityRank" = 3`, `"environment" = 'development'`]) {
      const id = await approved();
      const sql = `UPDATE "Remediation" SET ${change} WHERE "id" = '${id}'`;
      await pastTriggers(servers, 'Remediation', sql);
      await nothingRuns(id);
    }
  });

  attack('history removed', async () => {
    const { servers, reviewer } = given();
    const id = await submitted();
    await approve(servers, reviewer, id);
    for (const table of [
      'Approval',
      'RemediationVersion',
      'RemediationEvent',
      'Remediation',
      'RemediationFinding',
    ]) {
      await refused(`DELETE FROM "${table}"`);
      await refused(`TRUNCATE "${table}" CASCADE`);
    }
    await sql(`UPDATE "Remediation" SET "state" = 'withdrawn' WHERE "id" = '${id}'`);
  });
}
