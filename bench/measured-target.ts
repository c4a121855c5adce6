import { parseArgs } from 'node:util';
import type { ConnectionTarget } from '../lib/engine/connect/connection-target.ts';

/** The server a measured child process was told to read. */
export function measuredTarget(): ConnectionTarget {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { host: text, port: text, policy: text } });
  return {
    host: values.host ?? '',
    port: Number(values.port),
    database: 'postgres',
    user: 'postgres',
    password: null,
    tls: { mode: 'disable', rootCertificate: null, certificate: null, key: null },
  };
}
