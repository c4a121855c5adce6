import { randomUUID } from 'node:crypto';
import { scan } from '../../engine/scan.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { makePerson, type SignedIn, signedIn, testPassword } from '../../testing/service-people.ts';
import type { PersonRole } from '../auth/permissions.ts';
import { inTransaction } from '../db/client.ts';
import { claimScan, insertScan } from '../db/scan-queue.ts';
import { storeResult } from '../db/store-result.ts';
import { insertTarget } from '../db/targets.ts';
import { judgedLayers } from '../jobs/judged-layers.ts';
import { toRecord } from '../jobs/scan-record.ts';
import { policyInForce } from '../policy/policy-in-force.ts';
import { approveRemediation } from './decide-remediation.ts';
import { draftRemediation } from './draft-remediation.ts';
import { registerExecutionCredential } from './execution-credential.ts';
import { submitRemediation } from './submit-remediation.ts';

export const proof = { password: testPassword };
export const fromHere = '192.0.2.77';

/** For tests: Postern's own database, and in the same server a database to mend, scanned for real. */
export interface RemediationServers {
  readonly service: ServiceDatabase;
  readonly targetId: string;
  /** Signs in somebody new of this role. */
  person(role: PersonRole, email?: string): Promise<SignedIn>;
  /** Signs somebody in again, as after a change of their role. */
  again(email: string): Promise<SignedIn>;
  /** Reads the server anew, and stores the result as the worker does. */
  rescan(targetId?: string): Promise<void>;
  /** Fingerprints of what is open of this control in the last scan. */
  findings(control: string, targetId?: string): Promise<readonly string[]>;
  /** A finding that no test has had in hand yet: PUBLIC may read a table. */
  next(): string;
  /** Another target on the same server. */
  target(name: string): Promise<string>;
  stop(): Promise<void>;
}

async function scanned(service: ServiceDatabase, targetId: string): Promise<void> {
  // What a change of a policy had judged again waits for a worker, and there is none.
  await service.sql(`UPDATE "Scan" SET "state" = 'cancelled' WHERE "state" = 'queued'`);
  await inTransaction((transaction) => insertScan(transaction, targetId, null));
  const claim = await claimScan();
  if (claim === null) throw new Error('no scan waits');
  const policy = await policyInForce(targetId);
  const where = clusterTarget(service.cluster, 'scan', 'shop');
  const judged = judgedLayers({ layers: policy.texts, substrate: null });
  const result = await scan(where, judged, {
    id: claim.id,
    toolVersion: 'test',
    now: () => new Date(),
    databases: ['shop'],
  });
  const record = await toRecord(result, judged);
  await inTransaction((transaction) => storeResult(transaction, claim, policy, record));
}

async function registered(service: ServiceDatabase, name: string): Promise<string> {
  const id = randomUUID();
  const where = {
    host: service.cluster.host,
    port: service.cluster.port,
    database: 'shop',
    user: 'scan',
    sslMode: 'prefer',
    sslRootCert: null,
    substrate: null,
  };
  await inTransaction((transaction) =>
    insertTarget(transaction, { id, name, ...where, isDemo: false, createdById: null }),
  );
  return id;
}

export async function startRemediationServers(): Promise<RemediationServers> {
  const service = await startServiceDatabase();
  const { cluster } = service;
  await cluster.sql(
    'CREATE ROLE scan LOGIN; CREATE ROLE changer LOGIN; CREATE ROLE owner NOLOGIN; GRANT owner TO changer',
  );
  await cluster.sql('CREATE DATABASE shop OWNER owner');
  await cluster.sql('GRANT pg_read_all_settings, pg_read_all_stats TO scan');
  await cluster.sql(
    `SET ROLE owner; CREATE SCHEMA app;
     DO $$ BEGIN FOR i IN 1..80 LOOP
       EXECUTE format('CREATE TABLE app.orders_%s (id int); GRANT SELECT ON app.orders_%s TO PUBLIC', i, i);
     END LOOP; END $$;
     GRANT USAGE ON SCHEMA app TO PUBLIC; RESET ROLE;
     GRANT SELECT ON pg_catalog.pg_hba_file_rules TO scan;
     GRANT EXECUTE ON FUNCTION pg_catalog.pg_hba_file_rules() TO scan`,
    'shop',
  );
  const targetId = await registered(service, 'shop');
  await scanned(service, targetId);
  let named = 0;
  const findings: RemediationServers['findings'] = async (control, id = targetId) => {
    const rows = await service.sql(
      `SELECT "fingerprint" FROM "FindingRecord" WHERE "targetId" = '${id}' AND "control" = '${control}'
       AND "state" <> 'fixed' ORDER BY "objectText"`,
    );
    return rows.map((row) => String(row.fingerprint));
  };
  const fresh = [...(await findings('public-table-grants'))];
  return {
    service,
    targetId,
    person: async (role, email = `${role}-${++named}@example.com`) => {
      await makePerson(role, email);
      return signedIn(email);
    },
    again: signedIn,
    rescan: (id = targetId) => scanned(service, id),
    findings,
    next: () => {
      const fingerprint = fresh.pop();
      if (fingerprint === undefined) throw new Error('no finding is left');
      return fingerprint;
    },
    target: async (name) => {
      const id = await registered(service, name);
      await scanned(service, id);
      return id;
    },
    stop: () => service.stop(),
  };
}

export const changer = { role: 'changer', password: 'a password of the role' };

/** A draft of one finding of a control, by this person. */
export async function draftOf(
  servers: RemediationServers,
  author: SignedIn,
  fingerprint: string,
  target: string = servers.targetId,
): Promise<string> {
  const drafted = await draftRemediation(author.access, {
    target,
    findings: [fingerprint],
    reason: '',
    executionRole: changer.role,
  });
  const [one] = drafted.remediations;
  if (one === undefined) throw new Error(`nothing was drafted: ${JSON.stringify(drafted.refused)}`);
  return one.id;
}

export async function digestOf(servers: RemediationServers, id: string): Promise<string> {
  const [row] = await servers.service.sql(
    `SELECT v."digest" FROM "Remediation" r JOIN "RemediationVersion" v ON v."id" = r."currentVersionId" WHERE r."id" = '${id}'`,
  );
  return String(row?.digest);
}

export async function stateOf(servers: RemediationServers, id: string): Promise<string> {
  const [row] = await servers.service.sql(`SELECT "state" FROM "Remediation" WHERE "id" = '${id}'`);
  return String(row?.state);
}

export async function approve(servers: RemediationServers, approver: SignedIn, id: string): Promise<void> {
  const digest = await digestOf(servers, id);
  await approveRemediation(approver.access, id, { digest, note: '', proof }, fromHere);
}

/** Drafted and submitted by one, approved by the other. */
export async function approvedOf(
  servers: RemediationServers,
  people: { readonly author: SignedIn; readonly approver: SignedIn },
  fingerprint: string,
): Promise<string> {
  const id = await draftOf(servers, people.author, fingerprint);
  await submitRemediation(people.author.access, id, '');
  await approve(servers, people.approver, id);
  return id;
}

/** The registered credential of the target, given by this person. */
export async function holdCredential(servers: RemediationServers, registrar: SignedIn): Promise<void> {
  await registerExecutionCredential(registrar.access, servers.targetId, changer);
}

/** Who changes the target in most tests. The registrar has given its execution credential. */
export interface Company {
  readonly servers: RemediationServers;
  readonly author: SignedIn;
  readonly reviewer: SignedIn;
  readonly registrar: SignedIn;
}

export async function startCompany(): Promise<Company> {
  const servers = await startRemediationServers();
  const author = await servers.person('dba');
  const reviewer = await servers.person('reviewer');
  const registrar = await servers.person('administrator');
  await holdCredential(servers, registrar);
  return { servers, author, reviewer, registrar };
}
