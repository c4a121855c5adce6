import { expect, test } from 'vitest';
import { randomFrom } from '../../../testing/random.ts';
import { decide } from './decide.ts';
import { effectiveHba } from './effective-hba.ts';
import { facts } from './effective-hba-fixture.ts';
import { parseIpAddress, parseIpNetwork } from './ip-address.ts';
import { rulesFromInventory } from './rules-from-inventory.ts';

test('no attempt is ever decided by a rule called shadowed, nor by a role the rule does not list', () => {
  const random = randomFrom(7);
  const names = ['all', 'app', 'dba', '+admins', 'postgres', 'samerole', '/^a'];
  const networks = [
    'all',
    '10.0.0.0/8',
    '10.1.0.0/16',
    '10.0.0.0/9',
    '10.128.0.0/9',
    '0.0.0.0/1',
    '128.0.0.0/1',
    '0.0.0.0/0',
    '::/0',
    '10.1.2.3/32',
    'samehost',
    'samenet',
  ];
  let shadowed = 0;
  for (let round = 0; round < 300; round += 1) {
    const text = Array.from({ length: 6 }, () => {
      const type = random.pick(['host', 'hostssl', 'hostnossl', 'hostnogssenc', 'hostgssenc']);
      const database = [
        random.pick(['all', 'shop', 'samerole', 'replication', '/^s']),
        random.pick(['all', 'postgres', 'sameuser']),
      ]
        .slice(random.integer(2))
        .join(',');
      return `${type} ${database} ${[random.pick(names), random.pick(names)].slice(random.integer(2)).join(',')} ${random.pick(networks)} ${random.pick(['trust', 'reject', 'md5'])}`;
    }).join('\n');
    const cluster = facts(text);
    const hba = effectiveHba(cluster);
    shadowed += hba.rules.filter((rule) => rule.shadowedBy).length;
    const own = parseIpNetwork('10.1.2.3/16');
    for (let at = 0; at < 60; at += 1) {
      const user = random.pick(['app', 'dba', 'postgres']);
      const state = random.pick(['plain', 'tls', 'gss']);
      const said = decide(rulesFromInventory(cluster), {
        user,
        database: random.pick(['shop', 'postgres', 'admins', 'app']),
        address: parseIpAddress(random.pick(['10.1.2.3', '10.1.9.9', '10.9.9.9', '11.1.1.1', '::1'])),
        tls: state === 'tls',
        gss: state === 'gss',
        replication: random.chance(0.2),
        memberOf: new Set(user === 'dba' ? ['admins'] : []),
        serverAddresses: own ? [own] : [],
      });
      const rule = hba.rules.find(({ line }) => line === said.rule?.line);
      if (!rule) continue;
      expect({ text, line: rule.line, shadowedBy: rule.shadowedBy?.line ?? null }).toEqual({
        text,
        line: rule.line,
        shadowedBy: null,
      });
      expect(rule.matchesRoles, text).toContain(user);
      if (state === 'plain') expect(rule.plaintextPossible, text).toBe(true);
    }
  }
  expect(shadowed).toBeGreaterThan(50);
});
