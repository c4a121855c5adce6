import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passwordKindsFunction } from '../../engine/connect/scan-role-grants.ts';
import { scramVerifier } from '../../engine/connect/scram-verifier.ts';
import { executor } from '../../testing/approved-script.ts';
import { loginOverTcp } from '../../testing/login-over-tcp.ts';
import { cookieOf } from '../../testing/service-people.ts';
import { inTransaction } from '../db/client.ts';
import { insertExecution } from '../db/execution-requests.ts';
import { claimExecution } from '../db/executions.ts';
import { claimScan } from '../db/scan-queue.ts';
import { getFinding } from '../findings/get-finding.ts';
import {
  approveSubmitted,
  begin,
  type ExecutionServers,
  executionNow,
  startExecutionServers,
} from '../jobs/execution-fixture.ts';
import { runExecution } from '../jobs/run-execution.ts';
import { runScan } from '../jobs/run-scan.ts';
import { requestScan } from '../scans/request-scan.ts';
import { ownOrigin } from './attack-fixture.ts';
import { changeKindsOf } from './change-kind.ts';
import { editRemediation } from './draft-remediation.ts';
import { getRemediation } from './get-remediation.ts';
import { handOffRemediation } from './hand-off-remediation.ts';
import { executionProgress } from './shown-execution.ts';
import { submitRemediation, withdrawRemediation } from './submit-remediation.ts';
import { verifyApplied } from './verify-applied.ts';

let servers: ExecutionServers;
let cookie: string;
const never = new AbortController().signal;
const password = 'a Bilby at night';
const md5 = 'md59e107d9d372bb6826bd81d3542a419d6';

async function scanned(): Promise<void> {
  await requestScan(servers.author, servers.targetId);
  const claim = await claimScan();
  if (claim === null) throw new Error('no scan waits');
  await runScan(claim, never);
}

beforeAll(async () => {
  servers = await startExecutionServers({ major: 16 });
  const { cluster } = servers;
  await cluster.sql(
    `CREATE ROLE second LOGIN PASSWORD '${md5}'; ALTER ROLE app PASSWORD '${md5}'; ALTER ROLE ${executor} CREATEROLE PASSWORD '${md5}';
     GRANT app TO ${executor} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`,
  );
  await cluster.sql(
    `${passwordKindsFunction('scan')} ${passwordKindsFunction(executor)}; GRANT CREATE ON DATABASE shop TO scan`,
    'shop',
  );
  await scanned();
  cookie = (await cookieOf(servers.author.person.email)).cookie;
});
afterAll(() => servers.stop());

async function findingOf(role: string): Promise<string> {
  const rows = await servers.service.sql(
    `SELECT "fingerprint" FROM "FindingRecord" WHERE "control" = 'stored-password-not-scram' AND "object"->>'role' = '${role}'`,
  );
  return String(rows[0]?.fingerprint);
}

/** As the dialog of the finding sends it, through the real handler. */
async function send(findings: readonly string[], newPassword?: object) {
  const body = {
    selection: { findings: findings.map((fingerprint) => ({ target: servers.targetId, fingerprint })) },
    ...(newPassword ? { newPassword } : {}),
  };
  const request = new NextRequest('http://localhost:3000/api/remediations/from-findings', {
    method: 'POST',
    headers: { ...ownOrigin, cookie },
    body: JSON.stringify(body),
  });
  const file = path.join(import.meta.dirname, '../../../app/api/remediations/from-findings/route.ts');
  const module: Record<string, unknown> = await import(file);
  if (typeof module.POST !== 'function') throw new Error(`${file} has no POST`);
  const response: Response = await module.POST(request, { params: Promise.resolve({}) });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

/** Every table of Postern's own database that holds the text somewhere. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const tables = await servers.service.sql(
    "SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await servers.service.sql(
      `SELECT count(*)::int AS n FROM "${name}" t WHERE strpos(t::text, '${text}') > 0`,
    );
    if (Number(row?.n) > 0) found.push(String(name));
  }
  return found;
}

const verifier = scramVerifier(password);
const keys = verifier.split('$').at(-1) ?? '';

test('the finding says whose new password mends it; without one there is no draft, and it says how', async () => {
  const finding = await getFinding(servers.author, servers.targetId, await findingOf('app'));
  expect(finding.remediation).toMatchObject({
    kind: 'manual',
    newPassword: { role: 'app', iterations: 4096 },
  });
  const { status, body } = await send([await findingOf('app')]);
  expect(status).toBe(200);
  expect(body.drafted).toEqual([]);
  expect(body.refused[0].why).toContain('--new-password-from');
});

test('what is no verifier is refused and not said back; so are several findings, and another role', async () => {
  const app = await findingOf('app');
  for (const wrong of [password, verifier.slice(0, -1), md5, verifier.replace('4096', '1')]) {
    const { status, text } = await send([app], { role: 'app', verifier: wrong });
    expect(status).toBe(400);
    expect(text).not.toContain(wrong);
  }
  expect((await send([app, await findingOf('second')], { role: 'app', verifier })).status).toBe(400);
  const other = await send([app], { role: 'second', verifier });
  expect(other.body.drafted).toEqual([]);
  // Of the role that would run it: afterwards nobody could come back to see what became of it.
  const own = await send([await findingOf(executor)], { role: executor, verifier });
  expect(own.body.drafted).toEqual([]);
  expect(own.text).toContain('the role it runs as');
  expect(await tablesWith(keys)).toEqual([]);
});

test('drafted, edited, rehearsed, approved, applied and proven: it logs in, and no page or log holds the verifier', async () => {
  const { author, cluster } = servers;
  const { body } = await send([await findingOf('app')], { role: 'app', verifier });
  expect(body.refused).toEqual([]);
  const id: string = body.drafted[0].id;
  const before = await getRemediation(author, id);
  expect(before.script).toMatchObject({ verifiersHidden: true, down: [], downText: '' });
  expect(before.script.irreversible).toContain('app');
  expect(before.script.upText).toContain('PASSWORD <SCRAM verifier, 4096 iterations, SHA-256 ');
  await editRemediation(author, id, { title: 'Another title', reason: 'planned anew' });
  const view = await getRemediation(author, id);
  expect(view.version.number).toBe(2);
  expect(view.script.upText).toBe(before.script.upText);
  expect(JSON.stringify(view)).not.toContain(keys);

  const execution = randomUUID();
  await inTransaction((transaction) =>
    insertExecution(transaction, {
      id: execution,
      remediationId: id,
      versionId: view.version.id,
      targetId: servers.targetId,
      direction: 'rehearsal',
      requestedById: null,
    }),
  );
  const run = async () => {
    const claim = await claimExecution();
    if (claim === null) throw new Error('nothing to run');
    await runExecution(claim, never);
  };
  await run();
  const rehearsed = await getRemediation(author, id);
  expect(rehearsed.rehearsals[0], rehearsed.rehearsals[0]?.reason).toMatchObject({
    outcome: 'ok',
    asPredicted: true,
    undo: 'none',
  });

  await submitRemediation(author, id, '');
  await approveSubmitted(servers, id);
  const applied = await begin(servers, id, 'up');
  await run();
  expect(await executionNow(servers, applied)).toMatchObject({ state: 'done', remediation: 'applied' });
  const progress = await executionProgress(author, id, 0);
  expect(progress.execution?.lines.map((line) => line.text).join('\n')).toContain('PASSWORD <SCRAM verifier');
  const [row] = await cluster.sql("SELECT rolpassword FROM pg_authid WHERE rolname = 'app'");
  expect(row?.rolpassword).toBe(verifier);
  await cluster.setHba(
    'local all all trust\nhost all postgres,scan,executor all trust\nhost all all all scram-sha-256\n',
  );
  expect(await loginOverTcp(cluster, 'app', password)).toBeNull();
  await scanned();
  await verifyApplied();
  const proven = await getRemediation(author, id);
  expect(proven.state).toBe('verified');
  expect(proven.actions.undo).toMatchObject({ may: false });
  expect(JSON.stringify([rehearsed, proven, progress])).not.toContain(keys);
  // Where it has to be, so that what was approved is what runs; and nowhere else.
  expect(await tablesWith(keys)).toEqual(['RemediationVersion']);
  expect(await tablesWith('Bilby')).toEqual([]);
});

test('it counts as a change of roles, and is handed to no repository', async () => {
  expect(changeKindsOf([{ do: 'set-password', role: 'a', verifier }])).toEqual(['roles']);
  const { body } = await send([await findingOf('second')], { role: 'second', verifier });
  const id: string = body.drafted[0].id;
  await expect(handOffRemediation(servers.author, id, { format: 'plain' })).rejects.toMatchObject({
    name: 'ServiceError',
  });
  await withdrawRemediation(servers.author, id, 'only looked at');
});
