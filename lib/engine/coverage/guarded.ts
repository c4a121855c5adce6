import type { ClusterFacts, DatabaseFacts } from '../analysis/facts.ts';
import { effectiveHba } from '../analysis/hba/effective-hba.ts';
import { UnreadSection } from '../analysis/unread-section.ts';
import { isSystemSchema } from '../controls/grants/database-object.ts';
import type { ControlId } from '../controls/registry.ts';
import { isSystemRole } from '../controls/roles/system-role.ts';
import type { RelationRow } from '../inventory/sections/relations.ts';

// How many objects a control guards, where that can be counted: a failure of fewer than all of them is partial. Controls
// that are not named here are switches, or guard something narrower than a kind of object: their failure is `missing`.

type InCluster = (facts: ClusterFacts) => number;
type InDatabase = (database: DatabaseFacts) => number;

const roles: InCluster = (facts) => facts.read('roles').filter((row) => !isSystemRole(row.name)).length;
const logins: InCluster = (facts) =>
  facts.read('roles').filter((row) => row.login && !isSystemRole(row.name)).length;
const databases: InCluster = (facts) => facts.read('databases').length;
const rules: InCluster = (facts) => effectiveHba(facts).rules.length;
const remoteRules: InCluster = (facts) =>
  effectiveHba(facts).rules.filter((rule) => rule.remote && rule.accepts).length;

const clusterWide: Readonly<Partial<Record<ControlId, InCluster>>> = {
  'bypassrls-attribute': roles,
  'createdb-attribute': roles,
  'createrole-attribute': roles,
  'login-group-role-mix': roles,
  'replication-attribute': roles,
  'superuser-count': roles,
  'bypassrls-reachable': logins,
  'role-connection-limit': logins,
  'role-expired-but-login': logins,
  'role-without-password': logins,
  'stored-password-not-scram': logins,
  'superuser-login-path': logins,
  'database-owner': databases,
  'public-database-connect': databases,
  'public-database-temp': databases,
  'hba-reject-after-accept': rules,
  'hba-shadowed-rule': rules,
  'hba-trust': rules,
  'hba-all-database': remoteRules,
  'hba-all-user': remoteRules,
  'hba-any-address': remoteRules,
  'hba-approved-methods': remoteRules,
  'hba-ident': remoteRules,
  'hba-md5': remoteRules,
  'hba-outside-boundaries': remoteRules,
  'hba-password-plaintext': remoteRules,
  'hba-plain-host': remoteRules,
  'hba-superuser-remote': remoteRules,
  'hba-wide-network': remoteRules,
};

const relationsWhere =
  (wanted: (row: RelationRow) => boolean): InDatabase =>
  (database) =>
    database.read('relations').filter((row) => !isSystemSchema(row.schema) && wanted(row)).length;
const relations = relationsWhere(() => true);
const schemas: InDatabase = (database) =>
  database.read('schemas').filter((row) => !isSystemSchema(row.name)).length;
const policies: InDatabase = (database) => database.read('policies').length;
const tablesWithPolicies: InDatabase = (database) =>
  new Set(database.read('policies').map((row) => JSON.stringify([row.schema, row.relation]))).size;
const protectedTables = relationsWhere((row) => row.rowSecurity);
const definers: InDatabase = (database) =>
  database.read('routines').filter((row) => row.securityDefiner && !isSystemSchema(row.schema)).length;

const inEachDatabase: Readonly<Partial<Record<ControlId, InDatabase>>> = {
  'public-column-grants': relations,
  'public-table-grants': relations,
  'table-truncate-references-trigger': relations,
  'mixed-owners-in-schema': schemas,
  'public-schema-create': schemas,
  'schema-create-non-owner': schemas,
  'rls-check-wider-than-using': policies,
  'rls-current-setting-form': policies,
  'rls-policy-always-true': policies,
  'rls-constant-false': policies,
  'rls-current-user-key': policies,
  'rls-duplicate-policy': policies,
  'rls-email-key': policies,
  'rls-exists-without-binding': policies,
  'rls-hardcoded-identity': policies,
  'rls-inverted-auth': policies,
  'rls-no-own-column': policies,
  'rls-or-true-branch': policies,
  'rls-pattern-match-auth': policies,
  'rls-policy-on-bypass-role': policies,
  'rls-policy-placeholder-name': policies,
  'rls-restrictive-constant-true': policies,
  'rls-unknown-role-literal': policies,
  'rls-user-metadata-claim': policies,
  'rls-volatile-function': policies,
  'rls-policies-but-disabled': tablesWithPolicies,
  'rls-not-forced': protectedTables,
  'rls-enabled-no-policy': protectedTables,
  'rls-foreign-key-probe': protectedTables,
  'rls-multiple-permissive': protectedTables,
  'rls-no-write-policy': protectedTables,
  'rls-restrictive-only': protectedTables,
  'rls-unique-crosses-tenants': protectedTables,
  'rls-matview': relationsWhere((row) => row.kind === 'materialized-view'),
  'rls-view-barrier': relationsWhere((row) => row.kind === 'view'),
  'rls-view-definer': relationsWhere((row) => row.kind === 'view'),
  'public-secdef-execute': definers,
  'secdef-owner-superuser': definers,
  'secdef-search-path': definers,
  'extension-outdated': (database) => database.read('extensions').length,
};

/** Objects that a control guards, in one database or (`null`) in all; null where that is not known. */
export type Guarded = (control: string, database: string | null) => number | null;

function countedOrNull(count: () => number): number | null {
  try {
    return count();
  } catch (error) {
    if (error instanceof UnreadSection) return null;
    throw error;
  }
}

/** Counts over a snapshot. What could not be read is not known. */
export function guardedObjects(facts: ClusterFacts): Guarded {
  const cluster = new Map<string, InCluster>(Object.entries(clusterWide));
  const each = new Map<string, InDatabase>(Object.entries(inEachDatabase));
  return (control, name) => {
    const whole = cluster.get(control);
    if (whole) return countedOrNull(() => whole(facts));
    const one = each.get(control);
    if (!one) return null;
    const looked = facts.databases.filter((database) => name === null || database.name === name);
    return countedOrNull(() => looked.reduce((sum, database) => sum + one(database), 0));
  };
}
