import { expect, test } from 'vitest';
import type { DatabaseRow } from '../inventory/sections/databases.ts';
import type { HbaRuleRow } from '../inventory/sections/hba-rules.ts';
import { fixtureFacts, membership, role } from './access-fixture.ts';
import { decide } from './hba/decide.ts';
import { rulesFromInventory } from './hba/rules-from-inventory.ts';
import { reach } from './reach.ts';
import { attemptSets } from './reach-attempts.ts';
import { UnreadSection } from './unread-section.ts';

const rule = (line: number, text: string): HbaRuleRow => {
  const [type = '', database = '', user = '', address = '', method = ''] = text.split(' ');
  return {
    file: null,
    line,
    type,
    databases: [database],
    users: [user],
    address: type === 'local' ? null : address,
    netmask: null,
    method: type === 'local' ? address : method,
    options: [],
    error: null,
  };
};

const database = (name: string): DatabaseRow => ({
  name,
  owner: 'u0',
  encoding: 'UTF8',
  allowConnections: true,
  template: false,
  connectionLimit: -1,
  acl: null,
});

const server = (lines: readonly string[], roles: number, databases: number) =>
  fixtureFacts({
    cluster: {
      'hba-rules': lines.map((text, at) => rule(at + 1, text)),
      roles: Array.from({ length: roles }, (_, at) => role(`u${at}`, { replication: at === 1 })),
      memberships: [membership('u2', 'u3'), membership('u4', 'u3')],
      databases: Array.from({ length: databases }, (_, at) => database(at === 0 ? 'u3' : `d${at}`)),
    },
  });

test('what the rules of a place decide is what the whole file decides', () => {
  const facts = server(
    [
      'local all u0 peer',
      'local replication u1 trust',
      'hostssl d1 +u3 10.0.0.0/8 scram-sha-256',
      'host samerole all 10.1.0.0/16 md5',
      'hostnossl all u5 10.1.2.0/24 reject',
      'host sameuser u2 127.0.0.1/32 trust',
      'host replication all 0.0.0.0/0 scram-sha-256',
      'host all u5 ::/0 password',
      'host d2 all samenet md5',
    ],
    8,
    4,
  );
  const rules = rulesFromInventory(facts);
  let asked = 0;
  for (const { request, roles, databases, replication, files } of attemptSets(facts, [rules])) {
    for (const user of roles) {
      for (const name of replication ? [user] : databases) {
        const memberOf = new Set(['u2', 'u4'].includes(user) ? ['u3'] : []);
        const whole = decide(rules, { ...request, user, database: name, memberOf });
        const [here] = files;
        expect(here && decide(here, request)).toEqual(whole);
        asked += 1;
      }
    }
  }
  expect(asked).toBeGreaterThan(200);
});

test('two thousand rules for networks of their own take no time, and no pair of role and database is lost', () => {
  const lines = Array.from(
    { length: 2_000 },
    (_, at) => `host d${at % 20} u${at % 200} 10.${at >> 8}.${at & 255}.0/24 scram-sha-256`,
  );
  const started = performance.now();
  const found = reach(server(lines, 200, 20));
  expect(performance.now() - started).toBeLessThan(20_000);
  // Nothing is named d0: the first of each twenty lets nobody in.
  expect(found).toHaveLength(2 * 1_900);
}, 60_000);

test('more than can be compared is unknown, not nobody', () => {
  const lines = Array.from({ length: 2_000 }, (_, at) => `host d${at} u${at} 0.0.0.0/0 scram-sha-256`);
  expect(() => reach(server(lines, 2_000, 2_000))).toThrow(UnreadSection);
}, 60_000);
