import type { ClusterFacts } from '../../analysis/facts.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { RoleKind } from '../policy.ts';

export interface InferredRole {
  readonly role: string;
  /** What it is, or, where `certain` is false, what it may be. */
  readonly kind: RoleKind;
  /** A guess is never stated for the customer: stating a superuser as `admin` would approve it. */
  readonly certain: boolean;
  /** Why, for the comment beside it. */
  readonly because: string;
}

/** Roles that own a relation, routine or schema of their own making, per database; unread databases own nothing here. */
function owners(facts: ClusterFacts): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { sections } of facts.inventory.databases) {
    if ('rows' in sections.relations) {
      for (const relation of sections.relations.rows)
        if (relation.extension === null && !/^pg_|^information_schema$/.test(relation.schema))
          found.add(relation.owner);
    }
  }
  return found;
}

function infer(
  role: RoleRow,
  server: { readonly scanRole: string; readonly bootstrapRole: string },
  owning: ReadonlySet<string>,
): InferredRole {
  const surely = (kind: RoleKind, because: string) => ({ role: role.name, kind, certain: true, because });
  const perhaps = (kind: RoleKind, because: string) => ({ role: role.name, kind, certain: false, because });
  if (role.name === server.bootstrapRole) return surely('admin', 'the superuser the cluster was made with');
  if (role.name === server.scanRole && !role.superuser)
    return surely('scanner', 'Postern reads as this role');
  if (role.superuser) return perhaps('admin', 'it is superuser: admin, break-glass, or a mistake');
  if (role.replication)
    return perhaps('replication', 'it has REPLICATION: replication, backup, or a mistake');
  if (!role.login) return surely('owner', 'it owns relations and cannot log in');
  if (owning.has(role.name))
    return perhaps('owner', 'it owns relations and can log in: owner, migration, or a mistake');
  return perhaps('application', 'nothing in the catalog says what it is for');
}

/** Roles worth a line: those that log in and those that own something. Predefined roles are PostgreSQL's, not the customer's. */
export function inferredRoles(facts: ClusterFacts): readonly InferredRole[] {
  const section = facts.inventory.cluster.roles;
  if ('gap' in section) return [];
  const owning = owners(facts);
  return section.rows
    .filter((role) => (role.login || owning.has(role.name)) && !role.name.startsWith('pg_'))
    .map((role) => infer(role, facts.inventory.server, owning));
}
