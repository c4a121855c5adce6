import { ConnectFailure } from '../../engine/connect/connect-failure.ts';
import type { ConnectionTarget } from '../../engine/connect/connection-target.ts';
import { Secret } from '../../engine/connect/secret.ts';
import { scanDocument, scanJson } from '../../engine/report/json.ts';
import { scan } from '../../engine/scan.ts';
import { judgedLayers } from './judged-layers.ts';
import { type ScanRecord, toRecord } from './scan-record.ts';
import type { ReadInput, ThreadProgress } from './thread-message.ts';
import { toolVersion } from './tool-version.ts';

function targetOf({ connection, address, password }: ReadInput): ConnectionTarget {
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

/** The engine's scan, as the database keeps it. Throws `ConnectFailure`. */
export async function openScan(
  input: ReadInput,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: ThreadProgress) => void },
): Promise<ScanRecord> {
  const { signal, onProgress } = options;
  const result = await scan(targetOf(input), judgedLayers(input), {
    id: input.scanId,
    toolVersion,
    now: () => new Date(),
    signal,
    onProgress: ({ stage, done, total }) => onProgress({ stage, done, total }),
  });
  if (signal.aborted) throw new ConnectFailure('cancelled');
  return toRecord(result, scanJson(scanDocument(result)));
}
