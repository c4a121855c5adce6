import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConnectionTarget } from '../../engine/connect/connection-target.ts';
import { scanRoleScript } from '../../engine/connect/scan-role-script.ts';
import { scramVerifier } from '../../engine/connect/scram-verifier.ts';
import { Secret } from '../../engine/connect/secret.ts';
import { loadPolicy } from '../../engine/policy/load.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { startCluster, type TestCluster } from '../cluster.ts';
import { clusterTarget } from '../cluster-target.ts';
import { putCertificate } from '../enable-tls.ts';

/** Of the role that scans the demo. */
const scanPassword = 'another pass phrase of a test';

const folder = path.join(import.meta.dirname, '..', '..', 'demo');

/** A file of the demo, as text. */
const demoFile = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

/** The demo's cluster with its own settings and rules, made anew; `postgres` comes in with a password, as the rules want it. */
export async function startDemoCluster(): Promise<TestCluster> {
  const cluster = await startCluster({ major: 18, password: 'a pass phrase of a test' });
  await cluster.sql('CREATE DATABASE shop');
  await cluster.sql('CREATE DATABASE legacy');
  await cluster.sql(demoFile('shop.sql'), 'shop');
  await cluster.sql(demoFile('legacy.sql'), 'legacy');
  const script = scanRoleScript({
    versionNum: 180_000,
    substrate: 'self-managed',
    databases: ['shop', 'legacy', 'postgres'],
    roleName: 'postern_scan',
    passwordVerifier: scramVerifier(scanPassword),
  });
  for (const part of script.parts) await cluster.sql(part.sql, part.database ?? 'postgres');
  const settings = demoFile('postgresql.conf')
    .split('\n')
    .flatMap((line) => {
      const match = /^(\w+) = ('[^']*'|\S+)/.exec(line);
      return match?.[1] && match[2] ? [[match[1], match[2].replaceAll("'", '')] as const] : [];
    });
  putCertificate(cluster);
  await cluster.restart(Object.fromEntries(settings));
  await cluster.setHba(demoFile('pg_hba.conf'));
  return cluster;
}

/** As the demo is scanned: by its least-privilege role. */
export const demoScan = (cluster: TestCluster): ConnectionTarget => ({
  ...clusterTarget(cluster, 'postern_scan', 'shop'),
  password: new Secret(scanPassword),
});

export function demoPolicy(): Policy {
  const loaded = loadPolicy(demoFile('policy.yaml'));
  if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded));
  return loaded.policy;
}
