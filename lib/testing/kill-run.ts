import { expect } from 'vitest';
import type { Change } from '../engine/model/change.ts';
import type { Condition } from '../engine/remediation/plan.ts';
import { claimExecution } from '../service/db/executions.ts';
import {
  approvedRemediation,
  begin,
  type ExecutionServers,
  executionNow,
} from '../service/jobs/execution-fixture.ts';
import { runExecution } from '../service/jobs/run-execution.ts';
import {
  approvedFor,
  executor,
  publicMayNotRead,
  publicMayRead,
  revokeFromPublic,
  runsOf,
} from './approved-script.ts';
import { type KillPoint, outsidePoints } from './kill-points.ts';
import { killedWorker, leasesRunOut, otherWorker } from './kill-story.ts';

const logsDdl: Condition = {
  says: 'definitions are logged',
  sql: "SELECT s.setting OPERATOR(pg_catalog.=) 'ddl' FROM pg_catalog.pg_settings s WHERE s.name OPERATOR(pg_catalog.=) 'log_statement'",
};
const logDdl: Change = { do: 'set-parameter', parameter: 'log_statement', value: 'ddl', at: {} };

export async function setBack({ cluster }: ExecutionServers): Promise<void> {
  await cluster.sql('GRANT SELECT ON public.orders TO PUBLIC', 'shop', executor);
  await cluster.sql('TRUNCATE public.runs', 'shop');
  await cluster.sql('ALTER SYSTEM RESET log_statement');
  await cluster.reload();
}

/** What really became of it on the server. */
export async function happened({ cluster }: ExecutionServers): Promise<{ runs: number; gone: boolean }> {
  const [row] = await cluster.sql(
    "SELECT NOT has_table_privilege('app', 'public.orders', 'SELECT') AS gone",
    'shop',
  );
  return { runs: await runsOf(cluster), gone: row?.gone === true };
}

/** Approved: nobody but its owner reads the table. */
export async function revokeApproved(
  servers: ExecutionServers,
  targetId: string = servers.targetId,
): Promise<string> {
  const script = await approvedFor(servers.cluster, [revokeFromPublic], {
    preconditions: [publicMayRead],
    postconditions: [publicMayNotRead],
  });
  return approvedRemediation(servers, { script, targetId });
}

/**
 * A worker is killed at `point` while it applies; another one does what workers do. The transaction ran once or not at all, and
 * what is recorded is what happened. Answers how it ended.
 */
export async function killTransaction(servers: ExecutionServers, point: KillPoint): Promise<string> {
  await setBack(servers);
  const id = await begin(servers, await revokeApproved(servers));
  if (point.startsWith('recovery-')) {
    await killedWorker(servers, 'commit-sent');
    await leasesRunOut(servers);
    const { state } = await executionNow(servers, id);
    // Killed before it was recorded, there is nothing to ask the server.
    if (state === 'committing') await killedWorker(servers, point);
  } else await killedWorker(servers, point);
  return settledAsHappened(servers, id, point);
}

/** Another worker brings it to its end, and what is recorded then is what happened: once, or not at all. Answers how it ended. */
export async function settledAsHappened(
  servers: ExecutionServers,
  id: string,
  about: string,
): Promise<string> {
  await otherWorker(servers, id);
  const ended = await executionNow(servers, id);
  const done = ended.state === 'done';
  expect({ ...(await happened(servers)), ...ended }, about).toMatchObject({
    runs: done ? 1 : 0,
    gone: done,
    state: expect.stringMatching(/^(done|rolled-back|failed)$/),
    remediation: done ? 'applied' : 'failed',
  });
  // Nothing of it is taken up again.
  await otherWorker(servers, id);
  expect((await happened(servers)).runs, about).toBe(done ? 1 : 0);
  return ended.state;
}

/** Runs what was approved in this process, and does `meanwhile` beside it. Answers how it ended. */
export async function disturbed(
  servers: ExecutionServers,
  targetId: string,
  meanwhile: () => Promise<void>,
): Promise<string> {
  await setBack(servers);
  const id = await begin(servers, await revokeApproved(servers, targetId));
  const claim = await claimExecution();
  if (claim === null) throw new Error('there is nothing to execute');
  await Promise.all([runExecution(claim, new AbortController().signal), meanwhile()]);
  return settledAsHappened(servers, id, 'disturbed');
}

/** Approved: definitions are logged, by statements that no transaction holds. */
export async function logDdlApproved(servers: ExecutionServers): Promise<string> {
  const script = await approvedFor(servers.cluster, [logDdl], {
    planDatabase: null,
    postconditions: [logsDdl],
  });
  return approvedRemediation(servers, { script });
}

/** The same for statements that no transaction holds: what is recorded is what the server's state is, or that a person has to look. */
export async function killOutside(servers: ExecutionServers, point: KillPoint): Promise<string> {
  await setBack(servers);
  const id = await begin(servers, await logDdlApproved(servers));
  await killedWorker(servers, point);
  await otherWorker(servers, id);
  const { state, remediation } = await executionNow(servers, id);
  const [written] = await servers.cluster.sql(
    "SELECT count(*) FILTER (WHERE name = 'log_statement')::int AS n FROM pg_file_settings WHERE sourcefile LIKE '%auto.conf'",
  );
  const [now] = await servers.cluster.sql('SHOW log_statement');
  const found = written?.n === 0 ? 'rolled-back' : now?.log_statement === 'ddl' ? 'done' : 'needs-human';
  const wanted = { done: 'applied', 'rolled-back': 'failed', 'needs-human': 'needs-human' }[found];
  expect({ state, remediation }, point).toEqual({ state: found, remediation: wanted });
  if (state === 'needs-human')
    await servers.service.sql(
      `UPDATE "Execution" SET "state" = 'failed', "endedAt" = now() WHERE "id" = '${id}'`,
    );
  return state;
}

export const isOutside = (point: KillPoint): boolean => outsidePoints.some((one) => one === point);
