import { expect, test } from 'vitest';
import { type ConnectFailureCode, connectFailureSentences } from './connect-failure.ts';
import { failureOf } from './failure-of.ts';

test.each<[Record<string, string>, ConnectFailureCode]>([
  [{ code: 'ENOTFOUND' }, 'name-resolution'],
  [{ code: 'ECONNREFUSED' }, 'refused'],
  [{ code: 'EHOSTUNREACH' }, 'unreachable'],
  [{ code: 'EPIPE' }, 'connection-lost'],
  [{ code: 'CERT_HAS_EXPIRED' }, 'tls-certificate-expired'],
  [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'tls-certificate-authority'],
  [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'tls-certificate-name'],
  [{ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }, 'tls-handshake'],
  [{ code: '28P01' }, 'authentication'],
  [{ code: '28000', routine: 'ClientAuthentication' }, 'no-hba-entry'],
  [{ code: '28000', routine: 'InitializeSessionUserId' }, 'authentication'],
  [{ code: '3D000' }, 'database-missing'],
  [{ code: '42501' }, 'permission'],
  [{ code: '53300' }, 'too-many-connections'],
  [{ code: '57P03' }, 'unavailable'],
  [{ code: '__proto__' }, 'protocol'],
  [{ code: 'XX000' }, 'protocol'],
  [{}, 'connection-lost'],
])('%j is %s, and nothing the server wrote is repeated', (fields, code) => {
  const failure = failureOf(
    Object.assign(new Error('password=hunter2 \u001b[31m'), { detail: 'hunter2' }, fields),
  );
  expect(failure.code).toBe(code);
  expect(failure.message.startsWith(connectFailureSentences[code])).toBe(true);
  expect(JSON.stringify({ ...failure, message: failure.message })).not.toContain('hunter2');
});
