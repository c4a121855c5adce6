import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConnectFailure } from '../../engine/connect/connect-failure.ts';
import type { ConnectionTarget } from '../../engine/connect/connection-target.ts';
import { Secret } from '../../engine/connect/secret.ts';
import { loadPolicy } from '../../engine/policy/load.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { scanDocument, scanJson } from '../../engine/report/json.ts';
import { scan } from '../../engine/scan.ts';
import { type ScanRecord, toRecord } from './scan-record.ts';
import type { ThreadInput, ThreadProgress } from './thread-message.ts';

const { version: toolVersion }: { version: string } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '..', '..', '..', 'package.json'), 'utf8'),
);

function targetOf({ connection, address, password }: ThreadInput): ConnectionTarget {
  const { host, port, database, user, sslMode, sslRootCert } = connection;
  return {
    host,
    address,
    port,
    database,
    user,
    password: password === null ? null : new Secret(password),
    tls: { mode: sslMode, rootCertificate: sslRootCert, certificate: null, key: null },
    applicationName: 'postern',
  };
}

/** It was valid when it was saved; what it names may have gone since, which the coverage then shows. */
function policyOf({ policyText, substrate }: ThreadInput): Policy {
  const loaded = loadPolicy(policyText);
  if (!('policy' in loaded)) throw new Error('the stored policy does not load');
  const { policy } = loaded;
  if (substrate === null || policy.system?.substrate !== undefined) return policy;
  return { ...policy, system: { ...policy.system, substrate } };
}

/** The engine's scan, as the database keeps it. Throws `ConnectFailure`. */
export async function openScan(
  input: ThreadInput,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: ThreadProgress) => void },
): Promise<ScanRecord> {
  const { signal, onProgress } = options;
  const result = await scan(targetOf(input), policyOf(input), {
    id: input.scanId,
    toolVersion,
    now: () => new Date(),
    signal,
    onProgress: ({ stage, done, total }) => onProgress({ stage, done, total }),
  });
  if (signal.aborted) throw new ConnectFailure('cancelled');
  return toRecord(result, scanJson(scanDocument(result)));
}
