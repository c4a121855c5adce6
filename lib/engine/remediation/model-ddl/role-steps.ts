import type { ClusterFacts } from '../../analysis/facts.ts';
import { leavesLoginSuperuser } from '../../controls/roles/remaining-superusers.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { RoleAttributes } from '../../model/change.ts';
import type { RoleKind } from '../../policy/policy.ts';
import { renderAlterRole, renderCreateRole, renderDropRole } from '../render/roles.ts';
import type { DeclaredRole } from './declared-roles.ts';
import type { Step } from './step.ts';

/** Role changes, and the roles as they are after them. */
export interface RoleSteps {
  readonly steps: readonly Step[];
  readonly after: readonly RoleRow[];
  readonly outside: readonly string[];
  readonly warnings: readonly string[];
}

const powerless = {
  superuser: false,
  createRole: false,
  createDatabase: false,
  replication: false,
  bypassRls: false,
} as const satisfies RoleAttributes;

/** Kinds that do not log in: an owner is nobody, and a break-glass role is given LOGIN for the emergency only. */
const withoutLogin: readonly RoleKind[] = ['owner', 'break-glass'];

function newAttributes(kind: RoleKind): RoleAttributes {
  return {
    ...powerless,
    replication: kind === 'replication',
    inherit: true,
    login: !withoutLogin.includes(kind),
  };
}

/** What an existing role of this kind is meant to have; what is not named here is left as it is. */
function intendedAttributes(kind: RoleKind): RoleAttributes {
  switch (kind) {
    case 'owner':
      return { ...powerless, login: false };
    case 'application':
    case 'readonly':
    case 'migration':
    case 'person':
    case 'scanner':
      return powerless;
    case 'replication':
      return { ...powerless, replication: true };
    case 'backup':
      // pg_basebackup needs REPLICATION, pg_dump of tables with row security BYPASSRLS.
      return { superuser: false, createRole: false, createDatabase: false };
    case 'admin':
    case 'break-glass':
      return {};
  }
}

function difference(row: RoleRow, wanted: RoleAttributes): RoleAttributes {
  const attributes: Record<string, boolean> = {};
  for (const key of Object.keys(wanted) as (keyof typeof powerless | 'login')[]) {
    const value = wanted[key];
    if (value !== undefined && row[key] !== value) attributes[key] = value;
  }
  return attributes;
}

const created = (name: string, attributes: RoleAttributes): RoleRow => ({
  oid: 0,
  name,
  superuser: attributes.superuser ?? false,
  inherit: attributes.inherit ?? true,
  createRole: attributes.createRole ?? false,
  createDatabase: attributes.createDatabase ?? false,
  login: attributes.login ?? false,
  replication: attributes.replication ?? false,
  bypassRls: attributes.bypassRls ?? false,
  connectionLimit: -1,
  validUntil: null,
  expired: false,
  comment: null,
});

/**
 * Roles that the policy declares and nobody made, and attributes that a role's kind does not have. No password stands in any
 * statement. The bootstrap superuser is never altered, nor the last superuser able to log in. Throws `UnreadSection`.
 */
export function roleSteps(
  cluster: ClusterFacts,
  declared: readonly DeclaredRole[],
  auditors: readonly { readonly name: string; readonly why: string }[],
): RoleSteps {
  const present = new Map(cluster.read('roles').map((row) => [row.name, row]));
  const steps: Step[] = [];
  const outside: string[] = [];
  const warnings: string[] = [];
  const create = (role: string, attributes: RoleAttributes, why: string) => {
    const change = { do: 'create-role', role, attributes } as const;
    steps.push({
      change,
      why,
      up: [renderCreateRole(change)],
      down: [renderDropRole({ do: 'drop-role', role })],
    });
    present.set(role, created(role, attributes));
  };
  const noMore = new Set<string>();
  for (const { name, kind, entries } of declared) {
    const why = `role ${name} is declared as ${kind} (${entries[0]?.place})`;
    const row = present.get(name);
    if (row === undefined) {
      create(name, newAttributes(kind), why);
      if (kind === 'break-glass' || kind === 'admin')
        outside.push(
          `${name}: the policy does not say what it administers; give it that, and ${kind === 'admin' ? 'its credential' : 'LOGIN for an emergency'}, by hand.`,
        );
      else if (newAttributes(kind).login)
        outside.push(
          `${name}: give it what it proves itself with, a certificate or a SCRAM verifier computed outside (ALTER ROLE … PASSWORD 'SCRAM-SHA-256$…'), never a password in a statement. Until then it cannot log in by password.`,
        );
      continue;
    }
    const attributes = difference(row, intendedAttributes(kind));
    if (Object.keys(attributes).length === 0) continue;
    if (row.name === cluster.inventory.server.bootstrapRole) {
      warnings.push(`${name} is the role the cluster was made with: its attributes stay as they are.`);
      continue;
    }
    const losesAdministrator = attributes.superuser === false || attributes.login === false;
    if (row.superuser && losesAdministrator) {
      if (!leavesLoginSuperuser([...present.values()], new Set([...noMore, name]))) {
        warnings.push(
          `${name} keeps its attributes: without it no superuser could log in, and nobody administer this cluster.`,
        );
        continue;
      }
      noMore.add(name);
    }
    const change = { do: 'alter-role', role: name, attributes } as const;
    const before = Object.fromEntries(
      Object.keys(attributes).map((key) => [key, row[key as keyof typeof powerless]]),
    );
    steps.push({
      change,
      why,
      up: [renderAlterRole(change)],
      down: [renderAlterRole({ ...change, attributes: before })],
    });
    present.set(name, { ...row, ...attributes } as RoleRow);
    if (attributes.login === false)
      outside.push(`${name} no longer logs in: whatever connects as it needs a role of its own first.`);
  }
  for (const { name, why } of auditors) {
    if (!present.has(name)) create(name, { ...powerless, inherit: true, login: false }, why);
  }
  return { steps, after: [...present.values()], outside, warnings };
}
