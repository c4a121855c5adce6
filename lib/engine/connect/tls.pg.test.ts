import { chownSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverAccount } from '../../embedded/server-account.ts';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { ConnectFailure } from './connect-failure.ts';
import type { ConnectionTarget, TlsMode, TlsSettings } from './connection-target.ts';
import { scramVerifier } from './scram-verifier.ts';
import { Secret } from './secret.ts';
import { openSession } from './session.ts';
import * as certificates from './test-certificates.ts';

let cluster: TestCluster;

async function serve(certificate: string, key: string): Promise<void> {
  const account = serverAccount();
  for (const [name, text] of [
    ['server.crt', certificate],
    ['server.key', key],
    ['root.crt', certificates.authority],
  ] as const) {
    const file = path.join(cluster.dataDirectory, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (account) chownSync(file, account.uid, account.gid);
  }
  await cluster.restart({ ssl: 'on', ssl_ca_file: 'root.crt' });
}

beforeAll(async () => {
  cluster = await startCluster({ major: 16 });
  await cluster.sql(
    `CREATE ROLE "p%w@:/ü" LOGIN PASSWORD '${scramVerifier('q@:/ %#')}'; CREATE ROLE old LOGIN`,
  );
  await cluster.sql("SET password_encryption = 'md5'; ALTER ROLE old PASSWORD 'old'");
  await serve(certificates.serverCertificate, certificates.serverKey);
});
afterAll(() => cluster.stop());

async function answer(
  mode: TlsMode,
  tls: Partial<TlsSettings> = {},
  rest: Partial<ConnectionTarget> = {},
): Promise<string> {
  try {
    const session = await openSession({
      host: 'localhost',
      address: '127.0.0.1',
      port: cluster.port,
      user: 'postgres',
      database: 'postgres',
      password: null,
      tls: { mode, rootCertificate: null, certificate: null, key: null, ...tls },
      ...rest,
    });
    await session.close();
    return session.tls ? `${session.tls.version} ${session.tls.cipher}` : 'plain';
  } catch (error) {
    if (error instanceof ConnectFailure) return error.code;
    throw error;
  }
}

const encrypted = 'TLSv1.3 TLS_AES_256_GCM_SHA384';
const trusted = { rootCertificate: certificates.authority };
const foreign = { rootCertificate: certificates.otherAuthority };

test('each sslmode means what libpq means by it', async () => {
  expect(await answer('disable')).toBe('plain');
  expect(await answer('allow')).toBe('plain');
  expect(await answer('prefer')).toBe(encrypted);
  expect(await answer('require')).toBe(encrypted);
  expect(await answer('require', trusted)).toBe(encrypted);
  expect(await answer('require', foreign)).toBe('tls-certificate-authority');
  expect(await answer('verify-ca', trusted)).toBe(encrypted);
  expect(await answer('verify-ca', foreign)).toBe('tls-certificate-authority');
  expect(await answer('verify-full', trusted)).toBe(encrypted);
  expect(await answer('verify-full')).toBe('tls-certificate-authority');
  // The certificate is made out to localhost, not to the address.
  const byAddress = { host: '127.0.0.1', address: null };
  expect(await answer('verify-ca', trusted, byAddress)).toBe(encrypted);
  expect(await answer('verify-full', trusted, byAddress)).toBe('tls-certificate-name');
  expect(await answer('verify-full', trusted, { host: 'db.example' })).toBe('tls-certificate-name');
  expect(await answer('verify-full', trusted, { host: cluster.socketDirectory, address: null })).toBe(
    'plain',
  );
  expect(await answer('require', { certificate: 'no PEM', key: new Secret('no PEM') })).toBe(
    'tls-client-certificate',
  );
});

test('pg_hba decides between TLS and plaintext, and allow and prefer follow it', async () => {
  await cluster.setHba('local all all trust\nhostnossl all all all trust\n');
  expect(await answer('prefer')).toBe('plain');
  expect(await answer('require')).toBe('no-hba-entry');
  await cluster.setHba('local all all trust\nhostssl all all all trust\n');
  expect(await answer('allow')).toBe(encrypted);
  expect(await answer('disable')).toBe('no-hba-entry');
});

test('passwords, certificates and who is turned away', async () => {
  await cluster.setHba(
    'local all all trust\nhostssl all postgres all cert\nhost all old all md5\nhost all all all scram-sha-256\n',
  );
  const client = {
    ...trusted,
    certificate: certificates.clientCertificate,
    key: new Secret(certificates.clientKey),
  };
  expect(await answer('verify-full', client)).toBe(encrypted);
  expect(await answer('verify-full', trusted)).toBe('no-hba-entry');
  const odd = { user: 'p%w@:/ü', password: new Secret('q@:/ %#') };
  expect(await answer('require', {}, odd)).toBe(encrypted);
  expect(await answer('disable', {}, odd)).toBe('plain');
  expect(await answer('require', {}, { ...odd, password: null })).toBe('password-missing');
  expect(await answer('require', {}, { ...odd, password: new Secret('wrong') })).toBe('authentication');
  expect(await answer('require', {}, { ...odd, user: 'nobody' })).toBe('authentication');
  expect(await answer('require', {}, { ...odd, database: 'nowhere' })).toBe('database-missing');
  // MD5 over loopback: it is this machine that asks.
  expect(await answer('require', {}, { user: 'old', password: new Secret('old') })).toBe(encrypted);
});

test('an expired certificate', async () => {
  await cluster.setHba('local all all trust\nhost all all all trust\n');
  await serve(certificates.expiredCertificate, certificates.expiredKey);
  expect(await answer('verify-full', trusted)).toBe('tls-certificate-expired');
  expect(await answer('require')).toBe(encrypted);
});
