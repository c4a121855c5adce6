import { expect, test } from 'vitest';
import type { ConnectionTarget } from '../../connect/connection-target.ts';
import { QueryRefused } from '../../connect/query-refused.ts';
import type { ApplySession } from './apply-session.ts';
import type { ApprovedScript } from './approved-script.ts';
import { recoverExecution, recoverOutside } from './recover-execution.ts';

const now = '2026-11-21T12:00:00.000Z';
const target: ConnectionTarget = {
  host: 'db.example',
  address: null,
  port: 5432,
  database: 'shop',
  user: 'executor',
  password: null,
  tls: { mode: 'disable', rootCertificate: null, certificate: null, key: null },
  applicationName: 'postern',
};
const anchor = { xid: '742', systemIdentifier: '7', timeline: '00000001', lsn: '0/15D4F20' };
const script: ApprovedScript = {
  kind: 'sql',
  direction: 'up',
  systemIdentifier: '7',
  database: 'shop',
  role: 'executor',
  scanRole: 'scan',
  major: 18,
  changes: [{ do: 'set-parameter', parameter: 'log_statement', value: 'ddl', at: {} }],
  planDatabase: null,
  statements: [],
  preconditions: [],
  postconditions: [{ says: 'definitions are logged', sql: 'SELECT true' }],
  stateBefore: '0'.repeat(64),
  stateAfter: null,
  eventTriggers: '0'.repeat(64),
};

/** A server that lets itself be connected to and refuses to be asked. */
function refusing(sqlstate: string, asked: (sql: string) => boolean): ApplySession {
  const refuse = () => Promise.reject(new QueryRefused(sqlstate));
  const nothing = () => Promise.resolve();
  return {
    identity: {
      systemIdentifier: '7',
      versionNum: 180_004,
      database: 'shop',
      role: 'executor',
      currentRole: 'executor',
      inRecovery: false,
    },
    read: refuse,
    begin: nothing,
    run: refuse,
    ask: () => Promise.resolve(true),
    xid: refuse,
    commit: nothing,
    rollback: nothing,
    takeWarnings: () => [],
    outside: async (sql) => {
      if (asked(sql)) throw new QueryRefused(sqlstate);
      if (sql.includes('pg_walfile_name')) return [['00000001', '0/15D4F20']];
      return [[true]];
    },
    close: nothing,
  };
}
const asks = (sqlstate: string, asked: (sql: string) => boolean) => ({
  now,
  open: () => Promise.resolve(refusing(sqlstate, asked)),
});
const status = (sql: string) => sql.includes('pg_xact_status');

test('a server that cannot say for now is asked again; one that never heard of the transaction is not', async () => {
  for (const sqlstate of ['57014', '55P03', '40001', 'XX000'])
    expect(await recoverExecution(target, anchor, asks(sqlstate, status))).toMatchObject({
      kind: 'unreachable',
      code: 'timeout',
    });
  expect(await recoverExecution(target, anchor, asks('22023', status))).toMatchObject({ kind: 'unknown' });
});

test('a state that could not be read is not a state that is neither: nobody has to look before it was read', async () => {
  expect(
    await recoverOutside(
      target,
      script,
      null,
      asks('55P03', () => false),
    ),
  ).toMatchObject({
    kind: 'unreachable',
  });
});
