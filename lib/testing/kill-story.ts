import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { env } from '../env.ts';
import { claimExecution } from '../service/db/executions.ts';
import { type ExecutionServers, executionNow, isLive } from '../service/jobs/execution-fixture.ts';
import { recoverExecutions } from '../service/jobs/recover-executions.ts';
import { runExecution } from '../service/jobs/run-execution.ts';
import type { KillPoint } from './kill-points.ts';

/** Runs a worker process that dies at `point`. Throws when it ended in another way. */
export async function killedWorker(servers: ExecutionServers, point: KillPoint): Promise<void> {
  const script = path.join(import.meta.dirname, 'killed-worker.ts');
  const child = spawn(process.execPath, [script, servers.service.url, env().POSTERN_HOME ?? '', point], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Hundreds of them load the same files.
    env: { NODE_ENV: 'test', NODE_COMPILE_CACHE: path.join(tmpdir(), 'postern-killed-workers') },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (...how) => resolve(how)),
  );
  if (signal !== 'SIGKILL')
    throw new Error(
      `the worker was not killed at ${point}: ${code} ${said} ${JSON.stringify(await servers.service.sql('SELECT * FROM "Execution" ORDER BY "requestedAt" DESC LIMIT 1'))}`,
    );
}

/** As time does: whoever was killed has been silent for long enough. */
export async function leasesRunOut({ service }: ExecutionServers): Promise<void> {
  await service.sql(
    `UPDATE "Execution" SET "leaseUntil" = (now() AT TIME ZONE 'UTC') - interval '1 second' WHERE "state" IN ('running', 'committing')`,
  );
}

/** Another worker does what a worker does until the execution is over. */
export async function otherWorker(servers: ExecutionServers, id: string, ms = 60_000): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < ms; ) {
    const claim = await claimExecution();
    if (claim !== null) await runExecution(claim, new AbortController().signal);
    await leasesRunOut(servers);
    await recoverExecutions();
    if (!isLive((await executionNow(servers, id)).state)) return;
  }
  throw new Error(`execution ${id} is still ${(await executionNow(servers, id)).state}`);
}
