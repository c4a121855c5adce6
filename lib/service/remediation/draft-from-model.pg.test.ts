import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PolicyRole } from '../../engine/policy/policy.ts';
import { executor } from '../../testing/approved-script.ts';
import { claimExecution } from '../db/executions.ts';
import { claimScan } from '../db/scan-queue.ts';
import {
  approveSubmitted,
  begin,
  type ExecutionServers,
  executionNow,
  startExecutionServers,
} from '../jobs/execution-fixture.ts';
import { runExecution } from '../jobs/run-execution.ts';
import { runScan } from '../jobs/run-scan.ts';
import { changePolicy } from '../policy/change-policy.ts';
import { databasePolicy } from '../policy/policy-scope.ts';
import { requestScan } from '../scans/request-scan.ts';
import { draftFromModel } from './draft-from-model.ts';
import { editRemediation } from './draft-remediation.ts';
import { getModel } from './get-model.ts';
import { getRemediation } from './get-remediation.ts';
import { submitRemediation } from './submit-remediation.ts';
import { verifyApplied } from './verify-applied.ts';

let servers: ExecutionServers;
const never = new AbortController().signal;

async function scanned(): Promise<void> {
  await requestScan(servers.author, servers.targetId);
  const claim = await claimScan();
  if (claim === null) throw new Error('no scan waits');
  await runScan(claim, never);
}

beforeAll(async () => {
  servers = await startExecutionServers({ major: 16 });
  await servers.cluster.sql(`ALTER ROLE ${executor} SUPERUSER`);
  const roleEntries: readonly PolicyRole[] = [
    { role: 'shop_owner', kind: 'owner' },
    { role: "o'brien\n--", kind: 'person' },
    {
      role: 'app',
      kind: 'application',
      may: [{ schema: 'public', objects: 'tables', privileges: ['SELECT'] }],
    },
    { role: executor, kind: 'admin' },
  ];
  await changePolicy(
    servers.registrar,
    databasePolicy(servers.targetId),
    roleEntries.map((entry) => ({ do: 'add' as const, section: 'roles' as const, entry })),
    'who there is',
    { basedOn: null },
  );
  await scanned();
});
afterAll(() => servers.stop());

const roles = { part: 'roles', database: null } as const;
const grants = { part: 'grants', database: 'shop' } as const;
const draft = (part: typeof roles | typeof grants) =>
  draftFromModel(servers.author, { target: servers.targetId, ...part, reason: '' });
const view = (id: string) => getRemediation(servers.author, id);

test('a part that stands on another one is not drafted before it; what the policy does not ask for is not at all', async () => {
  const { plans } = await getModel(servers.author, servers.targetId);
  expect(plans.find((one) => one.part === 'roles')?.draftProblem).toBeNull();
  const problem = plans.find((one) => one.part === 'grants')?.draftProblem;
  expect(problem).toMatch(/^It stands on what comes before it: first /);
  await expect(draft(grants)).rejects.toMatchObject({ code: 'conflict', message: problem });
  await expect(
    draftFromModel(servers.author, {
      target: servers.targetId,
      part: 'masking',
      database: 'shop',
      reason: '',
    }),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test('roles: drafted, edited, approved, applied, proven by a scan that finds nothing left to do, undone', async () => {
  const { id } = await draft(roles);
  const drafted = await view(id);
  expect(drafted).toMatchObject({ state: 'draft', kind: 'sql', model: roles, database: null });
  expect(drafted.title).toMatch(/^Role and grant model: /);
  expect(drafted.script.upText).toContain('CREATE ROLE "shop_owner"');
  expect(drafted.requirements.flatMap((one) => one.kinds)).toContain('roles');
  await expect(
    editRemediation(servers.author, id, { findings: ['f'.repeat(64)], reason: '' }),
  ).rejects.toMatchObject({
    code: 'invalid-input',
  });
  await editRemediation(servers.author, id, { title: 'The roles there are to be', reason: 'a better title' });
  expect(await view(id)).toMatchObject({
    title: 'The roles there are to be',
    model: roles,
    version: { number: 2 },
  });
  await submitRemediation(servers.author, id, '');
  await approveSubmitted(servers, id);
  const run = async (direction: 'up' | 'down') => {
    const execution = await begin(servers, id, direction);
    const claim = await claimExecution();
    if (claim === null) throw new Error('nothing to run');
    await runExecution(claim, never);
    expect(await executionNow(servers, execution)).toMatchObject({ state: 'done', errorMessage: null });
  };
  await run('up');
  await scanned();
  await verifyApplied();
  expect(await view(id)).toMatchObject({ state: 'verified', stateReason: '' });
  // Now the next part is ready, and there is nothing of this one.
  await expect(draft(roles)).rejects.toMatchObject({ code: 'conflict' });
  const next = await draft(grants);
  expect((await view(next.id)).closes.length).toBeGreaterThan(0);
  await run('down');
  expect(await servers.cluster.sql(`SELECT 1 FROM pg_roles WHERE rolname = 'shop_owner'`)).toEqual([]);
  await scanned();
});

test('applied, and taken back by somebody: a scan says what the policy still asks for', async () => {
  const { id } = await draft(roles);
  await submitRemediation(servers.author, id, '');
  await approveSubmitted(servers, id);
  await begin(servers, id);
  const claim = await claimExecution();
  if (claim === null) throw new Error('nothing to run');
  await runExecution(claim, never);
  await servers.cluster.sql('DROP ROLE shop_owner');
  await scanned();
  await verifyApplied();
  const now = await view(id);
  expect(now.state).toBe('applied');
  expect(now.stateReason).toContain('The policy still asks for 1 change of this part of the model.');
});
