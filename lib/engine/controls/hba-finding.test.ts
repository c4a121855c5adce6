import { describe, expect, test } from 'vitest';
import { settingRow } from '../../testing/setting-row.ts';
import { verdictOf } from '../../testing/verdict-of.ts';
import { fixtureFacts, role } from '../analysis/access-fixture.ts';
import type { DatabaseRow } from '../inventory/sections/databases.ts';
import type { HbaRuleRow } from '../inventory/sections/hba-rules.ts';
import { hbaApprovedMethods } from './authentication/hba-approved-methods.ts';
import { hbaIdent } from './authentication/hba-ident.ts';
import { hbaMd5 } from './authentication/hba-md5.ts';
import { hbaPasswordPlaintext } from './authentication/hba-password-plaintext.ts';
import { hbaTrust } from './authentication/hba-trust.ts';
import { roleWithoutPassword } from './authentication/role-without-password.ts';
import { hbaPlainHost } from './encryption/hba-plain-host.ts';
import { hbaAllDatabase } from './network/hba-all-database.ts';
import { hbaAllUser } from './network/hba-all-user.ts';
import { hbaAnyAddress } from './network/hba-any-address.ts';
import { hbaOutsideBoundaries } from './network/hba-outside-boundaries.ts';
import { hbaRejectAfterAccept } from './network/hba-reject-after-accept.ts';
import { hbaReplicationScope } from './network/hba-replication-scope.ts';
import { hbaShadowedRule } from './network/hba-shadowed-rule.ts';
import { hbaSuperuserRemote } from './network/hba-superuser-remote.ts';

const policy = {
  version: 1 as const,
  boundaries: [{ id: 'app', cidrs: ['10.0.1.0/24'] }],
  connections: { authentication: ['scram-sha-256'] },
};

const row = (line: number, more: Partial<HbaRuleRow> = {}): HbaRuleRow => ({
  file: null,
  line,
  type: 'host',
  databases: ['shop'],
  users: ['app'],
  address: '10.0.1.0',
  netmask: '255.255.255.0',
  method: 'scram-sha-256',
  options: [],
  error: null,
  ...more,
});

const errorRow = (line: number): HbaRuleRow =>
  row(line, {
    type: null,
    databases: [],
    users: [],
    address: null,
    netmask: null,
    method: null,
    error: 'invalid authentication method "scram"',
  });

const database = (name: string): DatabaseRow => ({
  name,
  owner: 'postgres',
  encoding: 'UTF8',
  allowConnections: true,
  template: false,
  connectionLimit: -1,
  acl: null,
});

const facts = (rules: readonly HbaRuleRow[], more: { roles?: readonly string[]; versionNum?: number } = {}) =>
  fixtureFacts({
    versionNum: more.versionNum ?? 160014,
    cluster: {
      'hba-rules': rules,
      roles: [
        role('postgres', { superuser: true, oid: 10 }),
        role('app'),
        ...(more.roles ?? []).map((name) => role(name)),
      ],
      memberships: [],
      databases: [database('postgres'), database('shop')],
      settings: [settingRow('ssl', 'on')],
      'password-kinds': [{ role: 'app', kind: 'none', iterations: null }],
    },
  });

const judged = [
  hbaTrust,
  hbaPasswordPlaintext,
  hbaMd5,
  hbaIdent,
  hbaApprovedMethods,
  roleWithoutPassword,
  hbaAnyAddress,
  hbaSuperuserRemote,
  hbaAllDatabase,
  hbaAllUser,
  hbaReplicationScope,
  hbaShadowedRule,
  hbaRejectAfterAccept,
  hbaOutsideBoundaries,
  hbaPlainHost,
];

describe.each(judged.map((control) => [control.id, control] as const))('%s', (_, control) => {
  test('says unknown of a file the server would refuse, however bad or good the other lines look', () => {
    const trust = row(2, {
      method: 'trust',
      users: ['all'],
      databases: ['all'],
      address: 'all',
      netmask: null,
    });
    expect(verdictOf(control, facts([row(1), errorRow(3)]), policy).status).toBe('unknown');
    expect(verdictOf(control, facts([row(1), trust, errorRow(3)]), policy).status).toBe('unknown');
  });

  test('says unknown when the rules were not read', () => {
    expect(verdictOf(control, fixtureFacts({}), policy).status).toBe('unknown');
  });
});

test('a word that may be a keyword or a name is left undecided', () => {
  const rules = [row(1, { users: ['all'], databases: ['all'] })];
  expect(verdictOf(hbaAllUser, facts(rules)).status).toBe('fail');
  expect(verdictOf(hbaAllUser, facts(rules, { roles: ['all'] })).status).toBe('unknown');
});

test('a host name is left undecided where its addresses matter, and is no excuse for trust', () => {
  const rules = [row(1, { address: '.example.com', netmask: null, method: 'trust' })];
  expect(verdictOf(hbaOutsideBoundaries, facts(rules), policy).status).toBe('unknown');
  expect(verdictOf(hbaTrust, facts(rules)).status).toBe('fail');
});

test('waits for the policy where only the policy can say', () => {
  expect(verdictOf(hbaOutsideBoundaries, facts([row(1)])).waitsFor).toEqual(['boundaries']);
  expect(verdictOf(hbaApprovedMethods, facts([row(1)])).waitsFor).toEqual(['connections']);
});

test('two equal rules are two findings, told apart', () => {
  const twice = [row(1, { method: 'trust' }), row(2, { method: 'trust' })];
  const verdict = verdictOf(hbaTrust, facts(twice));
  // The second never decides, so it is superfluous and not trusting anybody.
  expect(verdict.findings).toHaveLength(1);
  expect(verdictOf(hbaShadowedRule, facts(twice)).findings).toHaveLength(1);
});

test('from 16 on a user whose name begins with a slash cannot be written into a rule', () => {
  const open = [row(1, { users: ['all'] })];
  const remedy = (versionNum: number) =>
    verdictOf(hbaAllUser, facts(open, { roles: ['/x'], versionNum })).findings[0]?.remedy;
  expect(remedy(160014)).toHaveProperty('manual');
  expect(remedy(150018)).toHaveProperty('changes');
});

test('superusers are found behind all, lists and masks, in both families, and not behind an earlier reject', () => {
  const open = (more: Partial<HbaRuleRow>) => verdictOf(hbaSuperuserRemote, facts([row(1, more)])).status;
  expect(open({ users: ['all'] })).toBe('fail');
  expect(open({ users: ['app', 'postgres'] })).toBe('fail');
  expect(open({ users: ['/^post'] })).toBe('fail');
  expect(open({ users: ['all'], address: '2001:db8::', netmask: 'ffff:ffff::' })).toBe('fail');
  expect(open({ users: ['all'], address: '127.0.0.0', netmask: '255.0.0.0' })).toBe('pass');
  expect(open({ users: ['app'] })).toBe('pass');
  const guarded = [
    row(1, { users: ['postgres'], databases: ['all'], address: 'all', netmask: null, method: 'reject' }),
    row(2, { users: ['all'] }),
  ];
  expect(verdictOf(hbaSuperuserRemote, facts(guarded)).status).toBe('pass');
});
