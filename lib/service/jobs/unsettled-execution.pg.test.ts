import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { executor } from '../../testing/approved-script.ts';
import { happened, logDdlApproved, revokeApproved, setBack } from '../../testing/kill-run.ts';
import { killedWorker, leasesRunOut } from '../../testing/kill-story.ts';
import { claimExecution } from '../db/executions.ts';
import {
  forgetExecutionCredential,
  registerExecutionCredential,
} from '../remediation/execution-credential.ts';
import { editTarget } from '../targets/edit-target.ts';
import { begin, type ExecutionServers, executionNow, startExecutionServers } from './execution-fixture.ts';
import { executionInThread } from './execution-in-thread.ts';
import { applyInput } from './execution-input.ts';
import { recoverExecutions } from './recover-executions.ts';
import { runExecution } from './run-execution.ts';

// What keeps the end of an execution from being known, or from being written down.

let servers: ExecutionServers;
beforeAll(async () => {
  servers = await startExecutionServers({});
  await servers.cluster.sql(`ALTER ROLE ${executor} SUPERUSER`);
});
beforeEach(() => setBack(servers));
afterAll(() => servers.stop());

/** Killed when it had been recorded that COMMIT would be sent, and it was not: taken over by nobody yet. */
async function leftCommitting(): Promise<string> {
  const id = await begin(servers, await revokeApproved(servers));
  await killedWorker(servers, 'before-commit');
  await leasesRunOut(servers);
  expect(await executionNow(servers, id)).toMatchObject({ state: 'committing' });
  return id;
}

const since = (id: string, hours: number) =>
  servers.service.sql(
    `UPDATE "Execution" SET "leaseUntil" = (now() AT TIME ZONE 'UTC') - interval '1 second',
     "outcome" = jsonb_set("outcome"::jsonb, '{at}', to_jsonb(to_char((now() - interval '${hours} hours') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))
     WHERE "id" = '${id}'`,
  );
const settled = (id: string) =>
  servers.service.sql(`UPDATE "Execution" SET "state" = 'failed', "endedAt" = now() WHERE "id" = '${id}'`);
const edit = (more: object) =>
  editTarget(servers.registrar, servers.targetId, {
    name: 'shop',
    host: servers.cluster.host,
    port: servers.cluster.port,
    database: 'shop',
    user: 'scan',
    sslMode: 'disable',
    sslRootCert: null,
    substrate: null,
    password: '',
    ...more,
  });

test("Postern's own database is away for seconds when it ends: it ends as what it was", async () => {
  const { service, cluster } = servers;
  const id = await begin(servers, await revokeApproved(servers));
  await cluster.sql('GRANT INSERT ON public.orders TO app', 'shop', executor);
  // Longer than it tries the first time; a sequence counts what is rolled back, too.
  await service.sql(`
    CREATE SEQUENCE tries;
    CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
      IF nextval('tries') <= 11 THEN RAISE 'away' USING ERRCODE = '57P03'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER away BEFORE UPDATE ON "Execution" FOR EACH ROW WHEN (NEW."endedAt" IS NOT NULL) EXECUTE FUNCTION away()`);
  const claim = await claimExecution();
  if (claim === null) throw new Error('nothing to run');
  await runExecution(claim, new AbortController().signal);
  await service.sql('DROP FUNCTION away() CASCADE; DROP SEQUENCE tries');
  expect(await executionNow(servers, id)).toMatchObject({ state: 'failed', errorCode: 'state-changed' });
  await cluster.sql('REVOKE INSERT ON public.orders FROM app; TRUNCATE public.runs', 'shop', executor);
});

test("Postern's own database hangs when COMMIT is to be recorded: the locks of the server are let go", async () => {
  await begin(servers, await revokeApproved(servers));
  const claim = await claimExecution();
  if (claim === null) throw new Error('nothing to run');
  const { input } = await applyInput(claim, 'up');
  let asked = 0;
  const answer = await executionInThread(input, {
    budgetMs: 60_000,
    signal: new AbortController().signal,
    answer: (request) => {
      if (request.ask !== 'commit') return Promise.resolve('recorded');
      asked = Date.now();
      return new Promise(() => {});
    },
  });
  expect(answer).toMatchObject({ kind: 'applied', outcome: { kind: 'rolled-back', code: 'not-recorded' } });
  expect(Date.now() - asked).toBeLessThan(25_000);
  expect(await happened(servers)).toEqual({ runs: 0, gone: false });
  await leasesRunOut(servers);
  await recoverExecutions();
});

test('while nobody knows what became of it the database is not pointed elsewhere; its name may change', async () => {
  const id = await leftCommitting();
  for (const more of [
    { port: 1 },
    { host: 'elsewhere.example' },
    { database: 'other' },
    { sslMode: 'prefer' },
  ])
    await expect(edit(more)).rejects.toMatchObject({ code: 'conflict' });
  await edit({ name: 'the shop' });
  await recoverExecutions();
  expect(await executionNow(servers, id)).toMatchObject({ state: 'rolled-back', remediation: 'failed' });
  expect(await happened(servers)).toEqual({ runs: 0, gone: false });
});

test('pointed elsewhere, nothing that was approved before runs there', async () => {
  const approved = await revokeApproved(servers);
  await edit({ sslMode: 'prefer' });
  await edit({});
  const id = await begin(servers, approved).catch((error: unknown) => error);
  // The database itself refuses: the approval is void.
  expect(id).toBeInstanceOf(Error);
  const [row] = await servers.service.sql(
    `SELECT "voidedWhy" FROM "Approval" WHERE "remediationId" = '${approved}'`,
  );
  expect(row?.voidedWhy).toBe('the database is reached in another way since');
  expect(await happened(servers)).toEqual({ runs: 0, gone: false });
});

test('a server that is away is waited for, a day and no longer; then a person has to look', async () => {
  const id = await leftCommitting();
  await servers.cluster.crash(async () => {
    await recoverExecutions();
    expect(await executionNow(servers, id)).toMatchObject({ state: 'committing' });
    await since(id, 23);
    await recoverExecutions();
    expect(await executionNow(servers, id)).toMatchObject({ state: 'committing' });
    await since(id, 25);
    await recoverExecutions();
  });
  expect(await executionNow(servers, id)).toMatchObject({ state: 'needs-human', remediation: 'needs-human' });
  await settled(id);
});

test('the credential that alone could tell is forgotten: time to give it back, then a person has to look', async () => {
  const { registrar, targetId } = servers;
  const held = { role: executor, password: '' };
  const left = async () => {
    const id = await begin(servers, await logDdlApproved(servers));
    await killedWorker(servers, 'after-reload');
    await leasesRunOut(servers);
    await forgetExecutionCredential(registrar, targetId);
    await recoverExecutions();
    expect(await executionNow(servers, id)).toMatchObject({ state: 'committing' });
    return id;
  };
  const given = await left();
  await registerExecutionCredential(registrar, targetId, held);
  await leasesRunOut(servers);
  await recoverExecutions();
  expect(await executionNow(servers, given)).toMatchObject({ state: 'done', remediation: 'applied' });
  await setBack(servers);
  const gone = await left();
  await since(gone, 1);
  await recoverExecutions();
  expect(await executionNow(servers, gone)).toMatchObject({
    state: 'needs-human',
    remediation: 'needs-human',
  });
  await registerExecutionCredential(registrar, targetId, held);
  await settled(gone);
});
