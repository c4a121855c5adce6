import { expect, test } from 'vitest';
import { settingRow } from '../../../testing/setting-row.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { fixtureFacts } from '../../analysis/access-fixture.ts';
import { tlsCiphers } from './tls-ciphers.ts';
import { tlsDhParams } from './tls-dh-params.ts';
import { tls13Ciphers } from './tls13-ciphers.ts';

const having = (name: string, value: string) =>
  fixtureFacts({
    versionNum: 180_000,
    cluster: {
      settings: [settingRow('ssl', 'on')],
      'protected-settings': [settingRow('ssl_min_protocol_version', 'TLSv1.2'), settingRow(name, value)],
    },
  });

// What the OpenSSL of the tests does not know yet, in the syntax its documentation gives.
test.each([
  ['?X25519MLKEM768:X25519', 'pass'],
  ['*X25519MLKEM768 / ?SecP256r1MLKEM768:ffdhe3072', 'pass'],
  ['X25519:-secp224r1', 'pass'],
  ['*X25519:?secp224r1', 'fail'],
  ['ffdhe2048', 'fail'],
])('ssl_groups = %s: %s', (value, status) => {
  expect(verdictOf(tlsDhParams, having('ssl_groups', value)).status).toBe(status);
});

test.each([
  ['TLS_AES_256_GCM_SHA384', 'pass'],
  ['TLS_AES_256_GCM_SHA384:TLS_SHA256_SHA256', 'fail'],
  ['TLS_SHA384_SHA384', 'fail'],
])('ssl_tls13_ciphers = %s: %s', (value, status) => {
  expect(verdictOf(tls13Ciphers, having('ssl_tls13_ciphers', value)).status).toBe(status);
});

test('the list of the machine is neither right nor wrong', () => {
  expect(verdictOf(tlsCiphers, having('ssl_ciphers', 'PROFILE=SYSTEM')).status).toBe('unknown');
  expect(verdictOf(tlsCiphers, having('ssl_ciphers', 'PROFILE=SYSTEM:RC4-SHA')).status).toBe('fail');
});
