import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyScript } from '../../engine/remediation/apply/apply-script.ts';
import type { ApprovedScript } from '../../engine/remediation/apply/approved-script.ts';
import { executor } from '../../testing/approved-script.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { comparable } from '../../testing/comparable-inventory.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import { cookieOf, testPassword } from '../../testing/service-people.ts';
import type { Access } from '../auth/access.ts';
import type { Permission } from '../auth/permissions.ts';
import { claimExecution } from '../db/executions.ts';
import { findRemediation } from '../db/remediations.ts';
import { claimScan } from '../db/scan-queue.ts';
import { type ExecutionServers, startExecutionServers } from '../jobs/execution-fixture.ts';
import { runExecution } from '../jobs/run-execution.ts';
import { runScan } from '../jobs/run-scan.ts';
import { requestScan } from '../scans/request-scan.ts';
import { approvedScript } from './approved-script.ts';
import { expectNothingRuns, pastTriggers, press } from './attack-fixture.ts';
import { draftRemediation } from './draft-remediation.ts';
import { forgetExecutionCredential, registerExecutionCredential } from './execution-credential.ts';
import { getRemediation } from './get-remediation.ts';
import { handOffRemediation } from './hand-off-remediation.ts';
import { heldOf } from './move-remediation.ts';
import { rehearsedPlan } from './rehearsed-plan.ts';
import { seeLanded } from './see-landed.ts';

const proof = { password: testPassword };

let servers: ExecutionServers;
let author: { readonly access: Access<Permission>; readonly cookie: string };
let finding: string;
const never = new AbortController().signal;
const own = { role: executor, password: '' };

async function scanned(): Promise<void> {
  await requestScan(servers.author, servers.targetId);
  const claim = await claimScan();
  if (claim === null) throw new Error('no scan waits');
  await runScan(claim, never);
}

beforeAll(async () => {
  servers = await startExecutionServers({});
  const { cookie } = await cookieOf(await emailOf(servers.author.person.id));
  author = { access: servers.author, cookie };
  const name = `public."pay $$; --\n'x"()`;
  await servers.cluster.sql(
    `CREATE FUNCTION ${name} RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1';
     ALTER FUNCTION ${name} OWNER TO ${executor}`,
    'shop',
  );
  await servers.cluster.sql(
    `GRANT SELECT ON pg_catalog.pg_hba_file_rules TO scan, ${executor};
     GRANT EXECUTE ON FUNCTION pg_catalog.pg_hba_file_rules() TO scan, ${executor};
     GRANT pg_read_all_settings, pg_read_all_stats TO scan, ${executor}`,
    'shop',
  );
  await scanned();
  const rows = await servers.service.sql(
    `SELECT "fingerprint" FROM "FindingRecord" WHERE "control" = 'secdef-search-path' AND "objectText" LIKE '%pay%'`,
  );
  finding = String(rows[0]?.fingerprint);
}, 120_000);
afterAll(() => servers?.stop());

async function emailOf(id: string): Promise<string> {
  const [row] = await servers.service.sql(`SELECT "email" FROM "Person" WHERE "id" = '${id}'`);
  return String(row?.email);
}

async function draft(fingerprint = finding): Promise<string> {
  const { remediations, refused } = await draftRemediation(author.access, {
    target: servers.targetId,
    findings: [fingerprint],
    reason: '',
  });
  const [one] = remediations;
  if (one === undefined) throw new Error(`nothing was drafted: ${JSON.stringify(refused)}`);
  return one.id;
}

async function stateOf(id: string): Promise<unknown> {
  return (await servers.service.sql(`SELECT "state" FROM "Remediation" WHERE "id" = '${id}'`))[0]?.state;
}

const state = async () => comparable(await inventoryOf(servers.cluster, ['shop']));

/** Pressed in the browser, run by the worker. */
async function rehearse(id: string, body: object = {}): Promise<void> {
  const pressed = await press(id, 'rehearse', author.cookie, body);
  expect(pressed).toMatchObject({ status: 200, body: { executionId: expect.any(String) } });
  const claim = await claimExecution();
  if (claim === null) throw new Error('nothing to rehearse');
  await runExecution(claim, never);
}

async function scriptOf(id: string): Promise<ApprovedScript> {
  const held = heldOf(await findRemediation(id));
  const { plan, database } = rehearsedPlan(held);
  const { version } = held;
  return {
    kind: plan.kind,
    direction: 'up',
    systemIdentifier: version.systemIdentifier,
    database,
    role: executor,
    scanRole: 'scan',
    major: version.major,
    changes: plan.changes,
    planDatabase: plan.database,
    statements: plan.up,
    preconditions: plan.preconditions,
    postconditions: plan.postconditions,
    stateBefore: version.stateFingerprint ?? '',
    stateAfter: null,
    eventTriggers: version.eventTriggersDigest ?? '',
  };
}

test('a migration is rehearsed where it will run, before and after it is handed off, and nothing of it remains', async () => {
  const id = await draft();
  const before = await state();
  expect((await getRemediation(author.access, id)).actions.rehearse).toEqual({ may: true, why: null });
  await forgetExecutionCredential(servers.registrar, servers.targetId);
  expect(await press(id, 'rehearse', author.cookie, {})).toMatchObject({ code: 'password-required' });
  const scanRole = { role: 'scan', password: 'x' };
  expect((await press(id, 'rehearse', author.cookie, { credential: scanRole })).status).toBe(400);

  await rehearse(id, { credential: own });
  const drafted = await getRemediation(author.access, id);
  expect(drafted).toMatchObject({ kind: 'migration', state: 'draft' });
  expect(drafted.rehearsals).toMatchObject([
    { outcome: 'ok', where: 'target', asPredicted: true, closes: [finding], undo: 'ok', differences: [] },
  ]);
  expect(drafted.executions[0]?.lines.map((line) => line.text)).toContain(
    'Rolled back: nothing of it remains',
  );
  expect(await state()).toEqual(before);

  await handOffRemediation(author.access, id, { format: 'flyway' });
  await registerExecutionCredential(servers.registrar, servers.targetId, own);
  await rehearse(id);
  const handedOff = await getRemediation(author.access, id);
  expect(handedOff).toMatchObject({
    state: 'handed-off',
    rehearsals: [{ outcome: 'ok' }, { outcome: 'ok' }],
    handOffs: [{ landedAt: null }],
  });
  expect(await state()).toEqual(before);
  await scanned();
  await seeLanded(servers.targetId);
  expect(await stateOf(id), 'a rehearsal looks like a landing').toBe('handed-off');
});

test('a rehearsal that the server refuses is kept with its reason', async () => {
  const id = await draft();
  await servers.cluster.sql('CREATE ROLE powerless LOGIN');
  await rehearse(id, { credential: { role: 'powerless', password: 'x' } });
  const [rehearsal] = (await getRemediation(author.access, id)).rehearsals;
  expect(rehearsal).toMatchObject({ outcome: 'failed' });
  expect(rehearsal?.reason).toContain('powerless may not run');
});

test('a file is rehearsed on a throw-away server, with all that is said of it, and never applied', async () => {
  const [row] = await servers.service.sql(
    `SELECT "fingerprint" FROM "FindingRecord" WHERE "control" = 'hba-trust' AND "state" <> 'fixed' ORDER BY "objectText" LIMIT 1`,
  );
  const id = await draft(String(row?.fingerprint));
  expect(await getRemediation(author.access, id)).toMatchObject({ kind: 'config', state: 'draft' });
  await rehearse(id);
  const view = await getRemediation(author.access, id);
  const [rehearsal] = view.rehearsals;
  expect(rehearsal).toMatchObject({ outcome: 'ok', reason: '', where: 'throw-away', undo: 'ok', locks: [] });
  expect(rehearsal?.closes).toContain(String(row?.fingerprint));
  expect(rehearsal?.notes.join()).toContain(
    'not carried to the throw-away server: 1 event triggers (count_run)',
  );
  expect(view.executions[0]?.lines.at(-1)?.text).toBe(
    'The throw-away server is removed: nothing of it remains',
  );
  await expectNothingRuns(servers, id, author);
});

test('the executor refuses a migration by every way there is, rehearsed or not', async () => {
  const id = await draft();
  await rehearse(id);
  const before = await state();
  await expectNothingRuns(servers, id, author);
  const digest = (await getRemediation(author.access, id)).version.digest;
  const steps = {
    submit: {},
    schedule: { proof },
    apply: { proof, credential: own },
    undo: { proof },
    confirm: { proof },
    approve: { digest, proof },
  };
  for (const [step, body] of Object.entries(steps))
    expect((await press(id, step, author.cookie, body)).status, step).toBeGreaterThanOrEqual(400);

  // Postern's own database refuses the intent, also of one that claims to be on its way.
  const versionId = heldOf(await findRemediation(id)).version.id;
  const intent = (direction: string) =>
    servers.service.sql(
      `INSERT INTO "Execution" ("id", "remediationId", "versionId", "targetId", "direction")
       VALUES ('${randomUUID()}', '${id}', '${versionId}', '${servers.targetId}', '${direction}')`,
    );
  for (const direction of ['up', 'down']) await expect(intent(direction)).rejects.toThrow('being applied');
  await pastTriggers(
    servers,
    'Remediation',
    `UPDATE "Remediation" SET "state" = 'applying' WHERE "id" = '${id}'`,
  );
  for (const direction of ['up', 'down']) await expect(intent(direction)).rejects.toThrow('being applied');

  // Called something else in our database, it is still what its bytes say.
  await pastTriggers(
    servers,
    'Remediation',
    `UPDATE "Remediation" SET "state" = 'approved', "kind" = 'sql' WHERE "id" = '${id}'`,
  );
  await expect(approvedScript(id, 'up')).rejects.toMatchObject({ name: 'ServiceError' });
  expect((await press(id, 'rehearse', author.cookie, {})).status).toBe(409);
  await pastTriggers(
    servers,
    'Remediation',
    `UPDATE "Remediation" SET "state" = 'draft', "kind" = 'migration' WHERE "id" = '${id}'`,
  );

  // The engine, handed the very script.
  const outcome = await applyScript(
    clusterTarget(servers.cluster, executor, 'shop'),
    await scriptOf(id),
    { onLine: async () => {}, onCommit: async () => {}, onOutside: async () => {} },
    { now: new Date().toISOString() },
  );
  expect(outcome).toMatchObject({ kind: 'refused', code: 'not-executable' });
  expect(await state()).toEqual(before);
});
