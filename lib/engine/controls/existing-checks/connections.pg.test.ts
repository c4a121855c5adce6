import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { alterSystem } from '../../../testing/alter-system.ts';
import type { TestCluster } from '../../../testing/cluster.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { existingCheckCases } from '../../../testing/existing-check-cases.ts';
import { hbaLines, hbaText, rule, socketRule } from '../../../testing/hba-lines.ts';
import { identLines } from '../../../testing/ident-lines.ts';
import type { ControlId } from '../registry.ts';

const quiet = hbaLines();

/** A line that is wrong by itself, after the socket's. */
const line = (key: string, control: ControlId, text: string, shown = text) => ({
  key,
  says: text,
  bad: hbaLines(text),
  undo: quiet,
  control,
  object: rule(shown),
});

/** The same on the socket, in front of the tests' own way in. */
const local = (key: string, control: ControlId, text: string) => ({
  key,
  says: text,
  bad: async (cluster: TestCluster) => cluster.setHba(`${text}\n${socketRule}\n`),
  undo: quiet,
  control,
  object: rule(text),
});

existingCheckCases(
  {
    major: 18,
    hba: hbaText(),
    setup: async (cluster) => {
      await enableTls(cluster);
      await cluster.sql(`CREATE ROLE app LOGIN; CREATE ROLE standby LOGIN REPLICATION; CREATE ROLE chiefs;
        CREATE ROLE chief LOGIN SUPERUSER IN ROLE chiefs`);
    },
  },
  [
    line('hba-trust', 'hba-trust', 'hostssl shop app 10.0.1.0/24 trust'),
    local('hba-trust', 'hba-trust', 'local shop app trust'),
    local('hba-password-plaintext', 'hba-password-plaintext', 'local shop app password'),
    line('hba-password-plaintext', 'hba-password-plaintext', 'host shop app 127.0.0.1/32 password'),
    local('hba-local-peer', 'hba-trust', 'local all app trust'),
    local('hba-local-peer', 'hba-password-plaintext', 'local all app password'),
    local('hba-local-peer', 'hba-md5', 'local all app md5'),
    line('hba-md5', 'hba-md5', 'host shop app 127.0.0.1/32 md5'),
    line('hba-ident', 'hba-ident', 'host shop app 127.0.0.1/32 ident'),
    line('hba-hostssl-method', 'hba-trust', 'hostssl shop app 10.0.1.0/24 trust'),
    line('hba-hostssl-method', 'hba-password-plaintext', 'hostssl shop app 10.0.1.0/24 password'),
    line('hba-hostssl-method', 'hba-md5', 'hostssl shop app 10.0.1.0/24 md5'),
    line('hba-hostssl-method', 'hba-ident', 'hostssl shop app 10.0.1.0/24 ident'),
    line('hba-any-address', 'hba-any-address', 'hostssl shop app all scram-sha-256'),
    line('hba-any-address', 'hba-any-address', 'hostssl shop app 0.0.0.0/0 scram-sha-256'),
    line('hba-any-address', 'hba-any-address', 'hostssl shop app ::/0 scram-sha-256'),
    line('hba-wide-network', 'hba-wide-network', 'hostssl shop app 10.0.0.0/15 scram-sha-256'),
    line('hba-hostname-rule', 'hba-hostname-rule', 'hostssl shop app .example.org scram-sha-256'),
    line('hba-all-database', 'hba-all-database', 'hostssl all app 10.0.1.0/24 scram-sha-256'),
    line('hba-all-database', 'hba-all-database', 'hostssl shop,all app 10.0.1.0/24 scram-sha-256'),
    line('hba-all-database', 'hba-all-database', 'hostssl /.* app 10.0.1.0/24 scram-sha-256'),
    line('hba-all-user', 'hba-all-user', 'hostssl shop app,all 10.0.1.0/24 scram-sha-256'),
    line('hba-all-user', 'hba-all-user', 'hostssl shop /.* 10.0.1.0/24 scram-sha-256'),
    line('hba-all-user', 'hba-all-user', 'hostssl shop all 10.0.1.0/24 scram-sha-256'),
    line('hba-superuser-remote', 'hba-superuser-remote', 'hostssl shop postgres 10.0.1.0/24 scram-sha-256'),
    line('hba-superuser-remote', 'hba-superuser-remote', 'hostssl shop app,chief 10.0.1.0/24 scram-sha-256'),
    line('hba-superuser-remote', 'hba-superuser-remote', 'hostssl shop +chiefs 10.0.1.0/24 scram-sha-256'),
    line('hba-superuser-remote', 'hba-superuser-remote', 'hostssl shop /^chi 10.0.1.0/24 scram-sha-256'),
    line('hba-plain-host', 'hba-plain-host', 'host shop app 10.0.1.0/24 scram-sha-256'),
    line('gss-encryption', 'hba-plain-host', 'hostnogssenc shop app 10.0.1.0/24 scram-sha-256'),
    line(
      'hba-replication-scope',
      'hba-replication-scope',
      'hostssl replication all 10.0.0.5/32 scram-sha-256',
    ),
    line(
      'hba-replication-scope',
      'hba-replication-scope',
      'hostssl replication standby 0.0.0.0/0 scram-sha-256',
    ),
    line(
      'hba-radius-pam',
      'hba-radius-pam',
      'host shop app 10.0.1.0/24 radius radiusservers=10.9.9.9 radiussecrets=x',
      'host shop app 10.0.1.0/24 radius radiusservers=10.9.9.9 radiussecrets=[secret]',
    ),
    {
      key: 'hba-shadowed-rule',
      says: 'the same line twice over',
      setup: hbaLines('hostssl shop app 10.0.1.0/24 scram-sha-256'),
      bad: hbaLines(
        'hostssl shop app 10.0.1.0/24 scram-sha-256',
        'hostssl shop app 10.0.1.5/32 scram-sha-256',
      ),
      undo: quiet,
      control: 'hba-shadowed-rule',
      object: rule('hostssl shop app 10.0.1.5/32 scram-sha-256'),
    },
    {
      key: 'hba-effective-access-matrix',
      says: 'a zone of the policy is not the network of a rule',
      policy: { version: 1, boundaries: [{ id: 'app', cidrs: ['10.0.1.0/24'] }] },
      bad: hbaLines('hostssl shop app 10.0.2.0/24 scram-sha-256'),
      undo: quiet,
      control: 'hba-outside-boundaries',
      object: rule('hostssl shop app 10.0.2.0/24 scram-sha-256'),
    },
    {
      key: 'hba-file-parse-error',
      says: 'a method that is none',
      bad: hbaLines('hostssl shop app 10.0.2.0/24 scram'),
      undo: quiet,
      control: 'hba-file-parse-error',
      object: { kind: 'setting', name: 'hba_file' },
    },
    {
      key: 'hba-file-vs-loaded',
      says: 'a rule written and never loaded',
      bad: async (cluster) => {
        // Files have whole seconds.
        await setTimeout(1_100);
        appendFileSync(
          path.join(cluster.dataDirectory, 'pg_hba.conf'),
          'hostssl shop app 10.0.9.0/24 scram-sha-256\n',
        );
      },
      undo: quiet,
      control: 'hba-file-parse-error',
      object: { kind: 'setting', name: 'hba_file' },
    },
    ...(
      [
        ['ident-superuser-mapping', 'ops deploy postgres'],
        ['ident-superuser-mapping', 'ops deploy all'],
        ['ident-superuser-mapping', 'ops deploy +chiefs'],
        ['ident-superuser-mapping', 'ops deploy /^post'],
        ['ident-catch-all', 'ops /.* app'],
        ['ident-catch-all', 'ops /^.*$ app'],
        ['ident-catch-all', 'ops /(.*) app'],
        ['ident-catch-all', 'ops /. app'],
      ] as const
    ).map(([key, mapping]) => ({
      key,
      says: mapping,
      setup: async (cluster: TestCluster) => cluster.setHba(`local shop all peer map=ops\n${socketRule}\n`),
      bad: identLines(mapping),
      undo: async (cluster: TestCluster) => {
        await identLines()(cluster);
        await cluster.setHba(hbaText());
      },
      control: key,
      object: { kind: 'ident-mapping', rule: mapping } as const,
    })),
    {
      key: 'tls-min-version',
      says: 'TLSv1.1',
      bad: alterSystem('ssl_min_protocol_version', 'TLSv1.1'),
      undo: alterSystem('ssl_min_protocol_version', null),
      control: 'tls-min-version',
      object: { kind: 'setting', name: 'ssl_min_protocol_version' },
    },
    {
      key: 'tls-min-version',
      says: '1.3 where the policy says so',
      policy: { version: 1, connections: { minimumTls: 'TLSv1.3' } },
      setup: alterSystem('ssl_min_protocol_version', 'TLSv1.3'),
      bad: alterSystem('ssl_min_protocol_version', 'TLSv1.2'),
      undo: alterSystem('ssl_min_protocol_version', null),
      control: 'tls-min-version',
      object: { kind: 'setting', name: 'ssl_min_protocol_version' },
    },
    ...['HIGH:!aNULL:!3DES', 'ECDHE+AESGCM:ECDHE-RSA-AES128-SHA', 'AES256-GCM-SHA384'].map((ciphers) => ({
      key: 'tls-ciphers',
      says: ciphers,
      setup: alterSystem('ssl_ciphers', 'ECDHE+AESGCM:ECDHE+CHACHA20'),
      bad: alterSystem('ssl_ciphers', ciphers),
      undo: alterSystem('ssl_ciphers', null),
      control: 'tls-ciphers' as const,
      object: { kind: 'setting', name: 'ssl_ciphers' } as const,
    })),
    ...(['tls-client-ca', 'tls-crl'] as const).map((key) => ({
      key,
      says: 'clientcert asks for a certificate that nothing proves or revokes',
      bad: hbaLines('hostssl shop app 10.0.1.0/24 scram-sha-256 clientcert=verify-full'),
      undo: quiet,
      control: key,
      object: { kind: 'setting', name: key === 'tls-crl' ? 'ssl_crl_file' : 'ssl_ca_file' } as const,
    })),
  ],
);
