import { randomUUID } from 'node:crypto';
import type { ApprovedScript } from '../../engine/remediation/apply/approved-script.ts';
import type { Plan, PlannedStatement } from '../../engine/remediation/plan.ts';
import { executor, prepareToApply } from '../../testing/approved-script.ts';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { accessOf } from '../../testing/service-people.ts';
import { type Access, actAsPostern } from '../auth/access.ts';
import type { Permission } from '../auth/permissions.ts';
import { inTransaction } from '../db/client.ts';
import { insertApproval, insertRemediation, insertVersion, updateRemediation } from '../db/remediations.ts';
import { beginExecution } from '../remediation/begin-execution.ts';
import { type GivenCredential, registerExecutionCredential } from '../remediation/execution-credential.ts';
import { type Held, holdRemediation } from '../remediation/move-remediation.ts';
import { scriptBytes, sha256 } from '../remediation/script-content.ts';
import { boundOf, sealed } from '../remediation/valid-approvals.ts';
import { registerTarget } from '../targets/register-target.ts';

const postern = actAsPostern('target:register');

/** Postern's own database with three people, and a server registered in it that changes are approved for. */
export interface ExecutionServers {
  readonly service: ServiceDatabase;
  readonly cluster: TestCluster;
  readonly targetId: string;
  readonly people: { readonly author: string; readonly approver: string; readonly registrar: string };
  /** Who writes, and who registers credentials. */
  readonly author: Access<Permission>;
  readonly registrar: Access<Permission>;
  stop(): Promise<void>;
}

export async function startExecutionServers(options: {
  readonly major?: TestCluster['major'];
}): Promise<ExecutionServers> {
  const [service, cluster] = await Promise.all([
    startServiceDatabase(),
    startCluster({ major: options.major ?? 18 }),
  ]);
  await prepareToApply(cluster);
  const [author, approver, registrar] = await Promise.all([
    accessOf('dba'),
    accessOf('reviewer'),
    accessOf('administrator'),
  ]);
  const targetId = await registerServer(cluster, cluster.port);
  await registerExecutionCredential(registrar, targetId, { role: executor, password: '' });
  return {
    service,
    cluster,
    targetId,
    author,
    registrar,
    people: { author: author.person.id, approver: approver.person.id, registrar: registrar.person.id },
    stop: async () => {
      await Promise.all([service.stop(), cluster.stop()]);
    },
  };
}

/** Registers the server as it is reached at `port`; no scan of it waits. */
export async function registerServer(cluster: TestCluster, port: number): Promise<string> {
  const { id, scanId } = await registerTarget(postern, {
    name: `shop ${randomUUID()}`,
    host: cluster.host,
    port,
    database: 'shop',
    user: 'scan',
    sslMode: 'disable',
  });
  await inTransaction((transaction) =>
    transaction.scan.update({ where: { id: scanId }, data: { state: 'cancelled', finishedAt: new Date() } }),
  );
  return id;
}

export interface Approve {
  readonly script: ApprovedScript;
  readonly down?: readonly PlannedStatement[];
  /** Ids of the finding records it is for. */
  readonly records?: readonly string[];
  readonly targetId?: string;
  /** What is stored of the version instead of what is true. */
  readonly version?: { readonly systemIdentifier?: string; readonly stateFingerprint?: string };
}

function planOf({ script, down = [] }: Approve): Plan {
  const { changes, statements, preconditions, postconditions, planDatabase } = script;
  return {
    findings: ['f'],
    kind: 'sql',
    changes,
    database: planDatabase,
    up: statements,
    down,
    upText: '',
    downText: '',
    transactional: statements.every((statement) => statement.transactional),
    restartNeeded: false,
    handOff: false,
    irreversible: null,
    preconditions,
    postconditions,
    outside: [],
    warnings: [],
  };
}

/** A remediation that was written by one person and approved by another; its id. */
export async function approvedRemediation(servers: ExecutionServers, approve: Approve): Promise<string> {
  const { people } = servers;
  const { script, records = [], targetId = servers.targetId } = approve;
  const id = randomUUID();
  const bytes = scriptBytes(planOf(approve), {});
  await inTransaction(async (transaction) => {
    await insertRemediation(transaction, {
      id,
      targetId,
      title: 'Nobody but its owner reads orders',
      kind: 'sql',
      database: script.planDatabase,
      authorId: people.author,
      environment: 'production',
      severity: 'high',
      severityRank: 1,
      changeKinds: ['grants'],
    });
    const versionId = randomUUID();
    await insertVersion(
      transaction,
      {
        id: versionId,
        remediationId: id,
        number: 1,
        editorId: people.author,
        reason: '',
        script: bytes,
        digest: sha256(bytes),
        upText: '',
        downText: '',
        scanId: 'none',
        stateFingerprint: script.stateBefore,
        eventTriggersDigest: script.eventTriggers,
        systemIdentifier: script.systemIdentifier,
        major: script.major,
        executionRole: script.role,
        impact: {},
        ...approve.version,
      },
      records.map((recordId) => ({ recordId, fingerprint: recordId, evidenceDigest: '' })),
    );
    await updateRemediation(transaction, id, { currentVersionId: versionId });
    const submitted = { submittedById: people.author, submittedAt: new Date() };
    await updateRemediation(transaction, id, { state: 'submitted', ...submitted });
  });
  await approveSubmitted(servers, id);
  return id;
}

/** What was submitted is approved by the second person. */
export function approveSubmitted({ people }: ExecutionServers, id: string): Promise<void> {
  return inTransaction(async (transaction) => {
    await approveIn(transaction, await holdRemediation(transaction, id), people.approver);
    await updateRemediation(transaction, id, { state: 'approved' });
  });
}

type Transaction = Parameters<Parameters<typeof inTransaction>[0]>[0];

async function approveIn(transaction: Transaction, held: Held, approverId: string): Promise<void> {
  const at = new Date();
  const expiresAt = new Date(at.getTime() + 3_600_000);
  const approval = { id: randomUUID(), approverId, role: 'reviewer', at, expiresAt };
  await insertApproval(transaction, {
    ...approval,
    remediationId: held.id,
    versionId: held.version.id,
    ...sealed(boundOf(held), approval),
  });
}

/** The intent to run it, as pressing the button leaves it; its id. */
export function begin(
  servers: ExecutionServers,
  remediationId: string,
  direction: 'up' | 'down' = 'up',
  credential: GivenCredential | null = null,
): Promise<string> {
  return inTransaction(async (transaction) =>
    beginExecution(transaction, postern.actor, await holdRemediation(transaction, remediationId), {
      direction,
      requestedById: servers.people.author,
      credential,
      role: executor,
    }),
  );
}

export interface EndedExecution {
  readonly state: string;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly xid: string | null;
  readonly remediation: string;
}

export async function executionNow(servers: ExecutionServers, id: string): Promise<EndedExecution> {
  const [row] = await servers.service.sql(
    `SELECT e."state", e."errorCode", e."errorMessage", e."xid", r."state" AS remediation FROM "Execution" e
     JOIN "Remediation" r ON r."id" = e."remediationId" WHERE e."id" = '${id}'`,
  );
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    state: String(row?.state),
    errorCode: text(row?.errorCode),
    errorMessage: text(row?.errorMessage),
    xid: text(row?.xid),
    remediation: String(row?.remediation),
  };
}

export const isLive = (state: string) => ['intent', 'running', 'committing'].includes(state);
