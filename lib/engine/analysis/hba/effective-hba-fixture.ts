import type { HbaRuleRow } from '../../inventory/sections/hba-rules.ts';
import { fixtureFacts, membership, role } from '../access-fixture.ts';
import { formatIpAddress } from './ip-address.ts';
import { parseHbaFile } from './parse-hba-file.ts';

/** The rows `pg_hba_file_rules` shows for a file. */
export function rowsOf(text: string): HbaRuleRow[] {
  return parseHbaFile(text, { major: 16 }).rules.map((rule) => ({
    file: null,
    line: rule.line,
    type: rule.type,
    databases: rule.databases.map((token) => token.text),
    users: rule.users.map((token) => token.text),
    address:
      rule.address === null
        ? null
        : rule.address.match === 'network'
          ? formatIpAddress(rule.address.network)
          : rule.address.match === 'host-name'
            ? rule.address.name
            : rule.address.match,
    netmask:
      rule.address?.match === 'network'
        ? formatIpAddress({ family: rule.address.network.family, value: rule.address.network.mask })
        : null,
    method: rule.method,
    options: rule.options.map(({ name, value }) => `${name}=${value}`),
    error: null,
  }));
}

const database = (name: string) => ({
  name,
  owner: 'postgres',
  encoding: 'UTF8',
  allowConnections: true,
  template: false,
  connectionLimit: -1,
  acl: null,
});

/** A server with a few roles and databases and these rules. */
export function facts(
  rows: readonly HbaRuleRow[] | string,
  extra: { readonly roles?: ReturnType<typeof role>[]; readonly databases?: string[] } = {},
) {
  return fixtureFacts({
    cluster: {
      'hba-rules': typeof rows === 'string' ? rowsOf(rows) : rows,
      roles: [
        role('postgres', { superuser: true }),
        role('admins', { login: false }),
        role('app'),
        role('dba', { superuser: true }),
        ...(extra.roles ?? []),
      ],
      memberships: [membership('dba', 'admins', '')],
      databases: ['postgres', 'shop', ...(extra.databases ?? [])].map(database),
      'ident-mappings': [
        { file: null, line: 1, map: 'm', systemUser: '/^(.*)$', databaseUser: '\\1', error: null },
        { file: null, line: 2, map: 'm', systemUser: 'bob', databaseUser: 'app', error: null },
        { file: null, line: 3, map: 'm', systemUser: 'eve', databaseUser: '+admins', error: null },
      ],
    },
  });
}
