import type { DatabaseInventory, Inventory } from '../inventory/inventory.ts';
import type { ClusterSections, DatabaseSections } from '../inventory/section-name.ts';
import type { MembershipRow } from '../inventory/sections/memberships.ts';
import type { RoleRow } from '../inventory/sections/roles.ts';
import type { Gap } from '../model/gap.ts';
import { type ClusterFacts, factsOf } from './facts.ts';

/** Inventories for pure tests: what is not given is a gap, as it would be on a server that refused it. */
export interface FixtureSections {
  readonly versionNum?: number;
  readonly cluster?: { readonly [Name in keyof ClusterSections]?: readonly ClusterSections[Name][] };
  /** Sections of the one database, named `shop`. */
  readonly database?: { readonly [Name in keyof DatabaseSections]?: readonly DatabaseSections[Name][] };
}

function sectionOr<Row>(
  input: string,
  rows: readonly Row[] | undefined,
): { rows: readonly Row[] } | { gap: Gap } {
  return rows
    ? { rows }
    : { gap: { input, database: null, reason: 'not part of this fixture', grant: null } };
}

export function role(name: string, attributes: Partial<RoleRow> = {}): RoleRow {
  return {
    oid: 16384,
    name,
    superuser: false,
    inherit: true,
    createRole: false,
    createDatabase: false,
    login: true,
    replication: false,
    bypassRls: false,
    connectionLimit: -1,
    validUntil: null,
    expired: false,
    comment: null,
    ...attributes,
  };
}

/** `options` in PostgreSQL 16's words: I(nherit), S(et), A(dmin). */
export function membership(member: string, of: string, options = 'IS', grantor = 'postgres'): MembershipRow {
  return {
    role: of,
    member,
    grantor,
    adminOption: options.includes('A'),
    inheritOption: options.includes('I'),
    setOption: options.includes('S'),
  };
}

export function fixtureFacts({
  versionNum = 160_014,
  cluster = {},
  database = {},
}: FixtureSections): ClusterFacts {
  const shop: DatabaseInventory = {
    name: 'shop',
    sections: {
      schemas: sectionOr('schemas', database.schemas),
      relations: sectionOr('relations', database.relations),
      columns: sectionOr('columns', database.columns),
      policies: sectionOr('policies', database.policies),
      routines: sectionOr('routines', database.routines),
      types: sectionOr('types', database.types),
      languages: sectionOr('languages', database.languages),
      'foreign-data-wrappers': sectionOr('foreign-data-wrappers', database['foreign-data-wrappers']),
      'foreign-servers': sectionOr('foreign-servers', database['foreign-servers']),
      'user-mappings': sectionOr('user-mappings', database['user-mappings']),
      'foreign-tables': sectionOr('foreign-tables', database['foreign-tables']),
      extensions: sectionOr('extensions', database.extensions),
      'default-acls': sectionOr('default-acls', database['default-acls']),
      triggers: sectionOr('triggers', database.triggers),
      'event-triggers': sectionOr('event-triggers', database['event-triggers']),
      'large-objects': sectionOr('large-objects', database['large-objects']),
      inheritance: sectionOr('inheritance', database.inheritance),
      'foreign-keys': sectionOr('foreign-keys', database['foreign-keys']),
      'unique-keys': sectionOr('unique-keys', database['unique-keys']),
      'view-dependencies': sectionOr('view-dependencies', database['view-dependencies']),
      'view-definitions': sectionOr('view-definitions', database['view-definitions']),
      'policy-routines': sectionOr('policy-routines', database['policy-routines']),
      'crypto-expressions': sectionOr('crypto-expressions', database['crypto-expressions']),
      'routine-uses': sectionOr('routine-uses', database['routine-uses']),
      publications: sectionOr('publications', database.publications),
      'catalog-acls': sectionOr('catalog-acls', database['catalog-acls']),
    },
  };
  const inventory: Inventory = {
    schemaVersion: '1',
    collectedAt: '2026-01-01T00:00:00Z',
    server: {
      systemIdentifier: '7000000000000000000',
      version: String(versionNum / 10_000),
      versionNum,
      versionText: 'PostgreSQL',
      inRecovery: false,
      bootstrapRole: 'postgres',
      scanRole: 'postern_scan',
      scanRoleIsSuperuser: false,
    },
    substrate: 'self-managed',
    tls: null,
    cluster: {
      roles: sectionOr('roles', cluster.roles),
      memberships: sectionOr('memberships', cluster.memberships),
      databases: sectionOr('databases', cluster.databases),
      tablespaces: sectionOr('tablespaces', cluster.tablespaces),
      settings: sectionOr('settings', cluster.settings),
      'protected-settings': sectionOr('protected-settings', cluster['protected-settings']),
      'role-settings': sectionOr('role-settings', cluster['role-settings']),
      'parameter-acls': sectionOr('parameter-acls', cluster['parameter-acls']),
      'hba-rules': sectionOr('hba-rules', cluster['hba-rules']),
      'ident-mappings': sectionOr('ident-mappings', cluster['ident-mappings']),
      'password-kinds': sectionOr('password-kinds', cluster['password-kinds']),
      sessions: sectionOr('sessions', cluster.sessions),
      archiver: sectionOr('archiver', cluster.archiver),
      'replication-slots': sectionOr('replication-slots', cluster['replication-slots']),
      'replication-senders': sectionOr('replication-senders', cluster['replication-senders']),
      subscriptions: sectionOr('subscriptions', cluster.subscriptions),
    },
    databases: [shop],
    unreadDatabases: [],
  };
  return factsOf(inventory);
}
