import type { RoleGraph } from '../../analysis/role-graph.ts';
import { administratorKinds, isDeclaredAs } from '../../controls/roles/approved-role.ts';
import { isProviderRole, isSystemRole } from '../../controls/roles/system-role.ts';
import type { Substrate } from '../../inventory/inventory.ts';
import type { Grantee } from '../../model/privilege.ts';
import type { Classification, Policy } from '../../policy/policy.ts';

/** One classified column whose readers the policy names. */
export interface KeptColumn {
  readonly column: string;
  readonly place: string;
  readonly entry: Classification;
  readonly readers: readonly string[];
}

/** Columns of the policy that are kept from everybody but their readers, by table of one database. */
export interface KeptColumns {
  on(schema: string | undefined, table: string | undefined): readonly KeptColumn[];
  /** Names of the columns this grantee is not to read. */
  from(grantee: Grantee, schema: string | undefined, table: string | undefined): ReadonlySet<string>;
  reads(grantee: Grantee, kept: KeptColumn): boolean;
}

interface Ground {
  readonly policy: Policy;
  readonly database: string;
  /** With the memberships as they are to be. */
  readonly graph: RoleGraph;
  readonly substrate: Substrate;
  /** Roles that hold columns so that reads of them are recorded, and read nothing themselves. */
  readonly auditors: ReadonlySet<string>;
}

const keyOf = (schema: string | undefined, table: string | undefined) =>
  JSON.stringify([schema ?? null, table ?? null]);

const nothing: ReadonlySet<string> = new Set();

/**
 * Who may not read which column. A reader may be a group, whose members read with it. Administrators, superusers and roles of
 * PostgreSQL's or the provider's are not narrowed: a grant is not what lets them read.
 */
export function keptColumns({ policy, database, graph, substrate, auditors }: Ground): KeptColumns {
  const byTable = Map.groupBy(
    (policy.classification ?? []).flatMap((entry, index): (KeptColumn & { key: string })[] => {
      if (entry.database !== database || entry.readers === undefined) return [];
      if (entry.class === 'public' || entry.class === 'none') return [];
      const { column, readers } = entry;
      return [
        { key: keyOf(entry.schema, entry.table), column, place: `classification[${index}]`, entry, readers },
      ];
    }),
    (one) => one.key,
  );
  const exempt = (role: string) =>
    isSystemRole(role) ||
    isProviderRole(substrate, role) ||
    auditors.has(role) ||
    graph.roles.get(role)?.superuser === true ||
    isDeclaredAs(policy, role, administratorKinds);
  const reads = (grantee: Grantee, kept: KeptColumn) =>
    grantee !== null && kept.readers.some((reader) => graph.reaches(grantee, reader, 'inherit', database));
  const on = (schema: string | undefined, table: string | undefined) =>
    byTable.get(keyOf(schema, table)) ?? [];
  return {
    on,
    reads,
    from: (grantee, schema, table) => {
      const kept = on(schema, table);
      if (kept.length === 0 || (grantee !== null && exempt(grantee))) return nothing;
      return new Set(kept.filter((one) => !reads(grantee, one)).map((one) => one.column));
    },
  };
}
