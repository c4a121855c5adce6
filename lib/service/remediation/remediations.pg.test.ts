import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SignedIn } from '../../testing/service-people.ts';
import { approvedScript } from './approved-script.ts';
import { closeRemediation } from './close-remediation.ts';
import { confirmRemediation } from './confirm-remediation.ts';
import { rejectRemediation } from './decide-remediation.ts';
import { draftRemediation, editRemediation } from './draft-remediation.ts';
import { getRemediation } from './get-remediation.ts';
import { getRemediationTitle } from './get-remediation-title.ts';
import { listRemediations } from './list-remediations.ts';
import {
  approve,
  approvedOf,
  digestOf,
  draftOf,
  fromHere,
  proof,
  type RemediationServers,
  startCompany,
  stateOf,
} from './remediation-fixture.ts';
import { parseRemediationQuery } from './remediation-query.ts';
import { requestApply, requestUndo } from './start-remediation.ts';
import { submitRemediation, withdrawRemediation } from './submit-remediation.ts';
import { endApprovals } from './sweep-remediations.ts';

let servers: RemediationServers;
let author: SignedIn;
let reviewer: SignedIn;
let registrar: SignedIn;

beforeAll(async () => {
  ({ servers, author, reviewer, registrar } = await startCompany());
}, 120_000);
afterAll(() => servers.stop());

const findingState = async (fingerprint: string) => {
  const [row] = await servers.service.sql(
    `SELECT "state" FROM "FindingRecord" WHERE "fingerprint" = '${fingerprint}' AND "targetId" = '${servers.targetId}'`,
  );
  return row?.state;
};
const trail = async (id: string) => {
  const rows = await servers.service.sql(
    `SELECT "action" FROM "AuditEvent" WHERE "detail" ->> 'remediation' = '${id}' ORDER BY "seq"`,
  );
  return rows.map((row) => row.action);
};
const look = (person: SignedIn, id: string) => getRemediation(person.access, id);

test('from a finding to the intent: each step is one state, one line of history, one event of the trail', async () => {
  const fingerprint = servers.next();
  const id = await draftOf(servers, author, fingerprint);
  const draft = await look(author, id);
  expect(draft).toMatchObject({ state: 'draft', kind: 'sql', database: 'shop', environment: 'production' });
  expect(draft.closes).toMatchObject([{ fingerprint, control: 'public-table-grants', state: 'open' }]);
  expect(draft.script.up.map((one) => one.sql).join()).toContain('REVOKE');
  expect(draft.conditions).toMatchObject({ executionRole: 'changer', major: 18, stateNow: 'same' });
  expect(draft.conditions.stateFingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(draft.actions.submit).toEqual({ may: true, why: null });
  expect(draft.actions.approve.may).toBe(false);

  await submitRemediation(author.access, id, 'please');
  expect(await findingState(fingerprint)).toBe('in-remediation');
  const seen = await look(reviewer, id);
  expect(seen).toMatchObject({ state: 'submitted', waitsForMe: true, approvals: { given: 0, needed: 1 } });
  expect(seen.actions.approve).toEqual({ may: true, why: null });
  expect((await look(author, id)).actions.approve.may).toBe(false);
  expect((await look(registrar, id)).actions.approve.why).toContain('credential');

  await approve(servers, reviewer, id);
  const approved = await look(author, id);
  expect(approved).toMatchObject({ state: 'approved', approvals: { given: 1, needed: 1 } });
  expect(approved.approvalsGiven).toMatchObject([{ counts: true, why: null, role: 'reviewer' }]);
  expect(approved.actions.apply).toEqual({ may: true, why: null });

  const run = await approvedScript(id, 'up');
  expect(run.script).toMatchObject({ database: 'shop', role: 'changer', scanRole: 'scan', direction: 'up' });
  const started = await requestApply(author.access, id, { proof }, fromHere);
  expect(started).toMatchObject({ state: 'applying' });
  const running = await look(author, id);
  expect(running).toMatchObject({ state: 'applying' });
  expect(running.executions).toMatchObject([{ direction: 'up', state: 'intent' }]);
  const steps = ['draft', 'submit', 'approve', 'apply'].map((step) => `remediation.${step}`);
  expect(await trail(id)).toEqual(steps);
  expect(running.history.map((line) => line.action)).toEqual(steps.toReversed());
  await servers.service.sql(
    `UPDATE "Execution" SET "state" = 'failed', "endedAt" = now() WHERE "remediationId" = '${id}';
     UPDATE "Remediation" SET "state" = 'failed' WHERE "id" = '${id}'`,
  );
  await closeRemediation(author.access, id, 'done with it');
  expect(await findingState(fingerprint)).toBe('open');
});

test('edited after approval: another version, approvals void, findings open again until it is submitted anew', async () => {
  const fingerprint = servers.next();
  const id = await approvedOf(servers, { author, approver: reviewer }, fingerprint);
  await editRemediation(author.access, id, { reason: 'another title', title: 'Another title' });
  const edited = await look(author, id);
  expect(edited).toMatchObject({ state: 'draft', title: 'Another title', approvals: { given: 0 } });
  expect(await getRemediationTitle(reviewer.access, id)).toBe('Another title');
  expect(await getRemediationTitle(reviewer.access, `${id}x`)).toBeNull();
  expect(edited.versions.map((one) => one.number)).toEqual([2, 1]);
  expect(edited.approvalsGiven).toMatchObject([{ counts: false, version: 1 }]);
  expect(await findingState(fingerprint)).toBe('open');
  await submitRemediation(author.access, id, '');
  expect(await findingState(fingerprint)).toBe('in-remediation');
  await expect(approvedScript(id, 'up')).rejects.toMatchObject({ code: 'conflict' });
});

test('rejected, withdrawn and expired ones give their findings back', async () => {
  const [rejected, withdrawn, expired] = [servers.next(), servers.next(), servers.next()];
  const ids = [];
  for (const fingerprint of [rejected, withdrawn, expired]) {
    const id = await draftOf(servers, author, fingerprint);
    await submitRemediation(author.access, id, '');
    ids.push(id);
  }
  const [first = '', second = '', third = ''] = ids;
  await rejectRemediation(reviewer.access, first, { reason: 'not now' });
  await withdrawRemediation(author.access, second, '');
  expect(await endApprovals(new Date())).toBe(0);
  expect(await endApprovals(new Date(Date.now() + 15 * 86_400_000))).toBeGreaterThan(0);
  expect([
    await stateOf(servers, first),
    await stateOf(servers, second),
    await stateOf(servers, third),
  ]).toEqual(['rejected', 'withdrawn', 'expired']);
  for (const fingerprint of [rejected, withdrawn, expired])
    expect(await findingState(fingerprint)).toBe('open');
});

test('an approval that ends takes the remediation back to submitted, and another one brings it on', async () => {
  const id = await approvedOf(servers, { author, approver: reviewer }, servers.next());
  await endApprovals(new Date(Date.now() + 25 * 3_600_000));
  expect(await stateOf(servers, id)).toBe('submitted');
  expect((await look(author, id)).approvalsGiven).toMatchObject([{ counts: false, why: 'Void: it ended.' }]);
  await approve(servers, reviewer, id);
  expect(await stateOf(servers, id)).toBe('approved');
});

test('the queue: parts, counts, and what waits for whom', async () => {
  const id = await draftOf(servers, author, servers.next());
  const queue = (person: SignedIn, said: Record<string, string>) =>
    listRemediations(person.access, parseRemediationQuery(said));
  const drafts = await queue(author, { tab: 'drafts' });
  expect(drafts.rows.map((row) => row.id)).toContain(id);
  expect(drafts.counts.drafts).toBe(drafts.total);
  expect((await queue(author, { tab: 'waits' })).rows.map((row) => row.id)).toContain(id);
  expect((await queue(reviewer, { tab: 'waits' })).rows.map((row) => row.id)).not.toContain(id);
  await submitRemediation(author.access, id, '');
  expect((await queue(reviewer, { tab: 'waits' })).rows.map((row) => row.id)).toContain(id);
  expect((await queue(author, { tab: 'waits' })).rows.map((row) => row.id)).not.toContain(id);
  expect((await queue(reviewer, { target: servers.targetId, severity: 'info' })).rows).toEqual([]);
  const all = await queue(reviewer, {});
  const { waits: _, ...parts } = all.counts;
  expect(Object.values(parts).reduce((sum, one) => sum + one, 0)).toBe(all.total);
});

test('two remediations of one finding are not under way at once', async () => {
  const fingerprint = servers.next();
  const first = await draftOf(servers, author, fingerprint);
  const second = await draftOf(servers, author, fingerprint);
  await submitRemediation(author.access, first, '');
  await expect(submitRemediation(author.access, second, '')).rejects.toMatchObject({ code: 'conflict' });
  await withdrawRemediation(author.access, first, '');
  await submitRemediation(author.access, second, '');
  expect(await digestOf(servers, first)).toBe(await digestOf(servers, second));
});

test('many findings become one remediation for each kind of change, and what no script mends says why', async () => {
  const tables = [servers.next(), servers.next()];
  const [temp = ''] = await servers.findings('public-database-temp');
  const [manual = ''] = await servers.findings('archive-mode');
  const drafted = await draftRemediation(author.access, {
    target: servers.targetId,
    findings: [...tables, temp, manual],
    reason: '',
  });
  expect(drafted.refused).toMatchObject([{ fingerprint: manual }]);
  expect(drafted.refused[0]?.why).not.toBe('');
  const views = await Promise.all(drafted.remediations.map(({ id }) => look(author, id)));
  expect(views.flatMap((view) => view.closes.map((one) => one.fingerprint)).sort()).toEqual(
    [...tables, temp].sort(),
  );
  const joined = views.find((view) => view.closes.some((one) => one.fingerprint === tables[0]));
  expect(joined?.closes.map((one) => one.fingerprint)).toContain(tables[1]);
  expect(joined?.title).toContain('more');
  const { impact } = joined ?? {};
  expect(impact?.closes.known).toEqual(expect.arrayContaining(tables));
  expect(impact?.loses.known?.some((one) => one.summary.includes('SELECT'))).toBe(true);
});

test('what Postern does not reach is approved, done by hand, and said so; a scan is queued to find out', async () => {
  const [row] = await servers.service.sql(
    `SELECT "fingerprint" FROM "FindingRecord" WHERE "remediation" = 'config' AND "targetId" = '${servers.targetId}' LIMIT 1`,
  );
  const id = await draftOf(servers, author, String(row?.fingerprint));
  expect(await look(author, id)).toMatchObject({ kind: 'config' });
  await submitRemediation(author.access, id, '');
  await expect(confirmRemediation(author.access, id, { proof, note: '' }, fromHere)).rejects.toMatchObject({
    code: 'conflict',
  });
  await approve(servers, reviewer, id);
  const seen = await look(author, id);
  expect(seen.actions.apply.may).toBe(false);
  expect(seen.actions.confirm).toEqual({ may: true, why: null });
  await expect(requestApply(author.access, id, { proof }, fromHere)).rejects.toMatchObject({
    code: 'conflict',
  });
  await confirmRemediation(author.access, id, { proof, note: 'reloaded' }, fromHere);
  expect(await stateOf(servers, id)).toBe('applied');
  const queued = await servers.service.sql(
    `SELECT 1 FROM "Scan" WHERE "state" = 'queued' AND "targetId" = '${servers.targetId}'`,
  );
  expect(queued.length).toBe(1);
  const sql = await approvedOf(servers, { author, approver: reviewer }, servers.next());
  await expect(confirmRemediation(author.access, sql, { proof, note: '' }, fromHere)).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('undo: only what was applied, back to the state it found, by the way that was approved with it', async () => {
  const id = await approvedOf(servers, { author, approver: reviewer }, servers.next());
  await expect(approvedScript(id, 'down')).rejects.toMatchObject({ code: 'conflict' });
  await requestApply(author.access, id, { proof }, fromHere);
  const left = 'a'.repeat(64);
  await servers.service.sql(
    `UPDATE "Execution" SET "state" = 'running' WHERE "remediationId" = '${id}';
     UPDATE "Execution" SET "state" = 'done', "endedAt" = now(), "outcome" = '{"kind": "done", "stateAfter": "${left}"}'
     WHERE "remediationId" = '${id}';
     UPDATE "Remediation" SET "state" = 'applied' WHERE "id" = '${id}'`,
  );
  const { conditions, script } = await look(author, id);
  // A day later every approval has ended; the way back was part of them.
  const later = { now: new Date(Date.now() + 30 * 3_600_000) };
  const undo = await approvedScript(id, 'down', later);
  expect(undo.script).toMatchObject({
    direction: 'down',
    stateBefore: left,
    stateAfter: conditions.stateFingerprint,
    statements: script.down,
  });
  await expect(
    requestUndo(author.access, id, { proof: { password: 'wrong' } }, fromHere),
  ).rejects.toMatchObject({
    code: 'wrong-password',
  });
  expect(await requestUndo(author.access, id, { proof }, fromHere)).toMatchObject({
    executionId: expect.any(String),
  });
  expect(await stateOf(servers, id)).toBe('applying');
});
