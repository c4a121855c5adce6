import { expect } from 'vitest';
import { archiveTarget, editTarget } from '../targets/edit-target.ts';
import { approvedScript } from './approved-script.ts';
import { expectNothingRuns, press, pressApply } from './attack-fixture.ts';
import { type Attack, type AttackGround, attackSteps } from './attack-ground.ts';
import { approveRemediation } from './decide-remediation.ts';
import { draftRemediation } from './draft-remediation.ts';
import { registerExecutionCredential } from './execution-credential.ts';
import { approve, draftOf, fromHere, proof, stateOf } from './remediation-fixture.ts';
import { submitRemediation } from './submit-remediation.ts';
import { returnUnapproved } from './sweep-remediations.ts';

/** By another role, or by a database that is no longer what it was. */
export function targetAttacks(given: () => AttackGround, attack: Attack): void {
  const { approved, finished } = attackSteps(given);

  attack('scan role as execution role', async () => {
    const { servers, author, registrar } = given();
    const scan = { role: 'scan', password: 'x' };
    await expect(registerExecutionCredential(registrar.access, servers.targetId, scan)).rejects.toMatchObject(
      {
        code: 'invalid-input',
      },
    );
    const draft = { target: servers.targetId, findings: [servers.next()], reason: '', executionRole: 'scan' };
    await expect(draftRemediation(author.access, draft)).rejects.toMatchObject({ code: 'invalid-input' });
    const id = await approved();
    await servers.service.sql(`UPDATE "Target" SET "user" = 'changer' WHERE "id" = '${servers.targetId}'`);
    await expectNothingRuns(servers, id, author);
    await servers.service.sql(`UPDATE "Target" SET "user" = 'scan' WHERE "id" = '${servers.targetId}'`);
    await finished(id);
  });

  attack('other execution role', async () => {
    const { servers, author } = given();
    const id = await approved();
    const other = { role: 'owner', password: 'x' };
    expect(await press(id, 'apply', author.cookie, { proof, credential: other })).toMatchObject({
      status: 409,
    });
    expect(await stateOf(servers, id)).toBe('approved');
    await finished(id);
  });

  attack('archived database', async () => {
    const { servers, author, reviewer, administrator } = given();
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
    const { servers, author, reviewer, administrator } = given();
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
}
