import { fixtureFacts, membership, role } from '../../engine/analysis/access-fixture.ts';
import type { HbaRuleRow } from '../../engine/inventory/sections/hba-rules.ts';
import type { IdentMappingRow } from '../../engine/inventory/sections/ident-mappings.ts';

/** Of the rule that is written next. */
let line = 0;

/** A row of `pg_hba_file_rules` from its words, the line after the last one. */
export const rule = (text: string, error: string | null = null): HbaRuleRow => {
  const [type = '', database = '', user = '', address = '', method = ''] = text.split(' ');
  line += 1;
  return {
    file: null,
    line,
    type: error ? null : type,
    databases: [database],
    users: [user],
    address: type === 'local' ? null : address,
    netmask: null,
    method: error ? null : type === 'local' ? address : method,
    options: [],
    error,
  };
};

export function facts(hba: readonly HbaRuleRow[] | undefined, ident?: readonly IdentMappingRow[]) {
  return fixtureFacts({
    cluster: {
      ...(ident ? { 'ident-mappings': ident } : {}),
      roles: [
        role('postgres', { superuser: true, login: false }),
        role('boss', { superuser: true, login: false }),
        role('app'),
        role('on_call'),
        role('sleeper', { login: false }),
      ],
      memberships: [membership('on_call', 'boss', 'S')],
      databases: [
        {
          name: 'shop',
          owner: 'postgres',
          encoding: 'UTF8',
          allowConnections: true,
          template: false,
          connectionLimit: -1,
          acl: ['app=c/postgres'],
        },
      ],
      ...(hba ? { 'hba-rules': hba } : {}),
    },
  });
}

/** Five rules, counted from line 1. */
export const rules = () => {
  line = 0;
  return [
    rule('local all all peer'),
    rule('host shop app 10.0.1.0/24 scram-sha-256'),
    rule('host all on_call 0.0.0.0/0 md5'),
    rule('host shop app 10.0.1.7/32 trust'),
    rule('host all on_call 0.0.0.0/0 reject'),
  ];
};

/** The next rule stands in line 1. */
export function fromTheTop(): void {
  line = 0;
}
