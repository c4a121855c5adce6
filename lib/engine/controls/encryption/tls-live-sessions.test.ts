import { expect, test } from 'vitest';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { fixtureFacts } from '../../analysis/access-fixture.ts';
import type { SessionGroupRow } from '../../inventory/sections/sessions.ts';
import { tlsLiveSessions } from './tls-live-sessions.ts';

const session = (
  role: string,
  address: string | null,
  tlsVersion: string | null,
  backendType = 'client backend',
): SessionGroupRow => ({
  role,
  database: 'shop',
  address,
  application: 'web',
  backendType,
  tls: tlsVersion !== null,
  tlsVersion,
  tlsCipher: null,
  clientCertificate: false,
  count: 3,
});

const judge = (rows: readonly SessionGroupRow[], minimumTls?: 'TLSv1.3') =>
  verdictOf(
    tlsLiveSessions,
    fixtureFacts({ cluster: { sessions: rows } }),
    minimumTls ? { version: 1, connections: { minimumTls } } : undefined,
  );

test('silent about the socket, the machine itself and encrypted sessions', () => {
  const verdict = judge([
    session('local', null, null),
    session('loopback', '127.0.0.1/32', null),
    session('six', '::1', null),
    session('mapped', '::ffff:127.0.0.1', null),
    session('app', '10.0.1.7', 'TLSv1.3'),
    session('standby', '10.0.1.9', null, 'walsender'),
    { ...session('kerberos', '10.0.1.8', null), gss: true },
  ]);
  expect(verdict.status).toBe('pass');
});

test('one finding for each role in plain text or on withdrawn TLS, whatever the address family', () => {
  const verdict = judge([
    session('app', '10.0.1.7', null),
    { ...session('app', '10.0.1.8', null), gss: false },
    session('etl', '2001:db8::5', null),
    session('old', '10.0.2.1', 'TLSv1'),
    session('good', '10.0.2.2', 'TLSv1.2'),
  ]);
  expect(verdict.findings.map((one) => one.object.role)).toEqual(['app', 'etl', 'old']);
});

test('the policy may demand more', () => {
  expect(judge([session('app', '10.0.1.7', 'TLSv1.2')], 'TLSv1.3').status).toBe('fail');
});

test('unknown when other sessions cannot be seen', () => {
  expect(verdictOf(tlsLiveSessions, fixtureFacts({})).status).toBe('unknown');
});
