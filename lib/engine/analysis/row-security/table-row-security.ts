import type { ColumnRow } from '../../inventory/sections/columns.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { columnsByRelation, policiesByRelation, relationKey } from '../relation-index.ts';
import { roleGraph } from '../role-graph.ts';
import { hasBit } from '../role-graph-closure.ts';
import { judgingOnce } from './judge-once.ts';
import { type JudgedPolicy, judgePolicy } from './judged-policy.ts';
import { policyBypassers } from './policy-bypassers.ts';
import { type PolicySide, policyEffect, type RowCommand, type RowEffect, sideOf } from './policy-effect.ts';
import type { StatedTenancy } from './stated-tenancy.ts';

/** A table with its policies and what they come to. */
export interface TableRowSecurity {
  readonly relation: RelationRow;
  /** FORCE without ENABLE does nothing. */
  readonly enabled: boolean;
  readonly forced: boolean;
  /** Whether the customer's policy separates tenants by row in this table; `null` where it does not say. */
  readonly required: boolean | null;
  readonly tenantColumn: string | null;
  readonly policies: readonly JudgedPolicy[];
  /** The widest that any role gets to whom row security applies: PUBLIC's policies, and those of each role a policy names. */
  readonly effective: Readonly<Record<RowCommand, RowEffect>>;
  /** What one role gets; `side` for the new rows of an UPDATE. Attributes, ownership and inherited membership count, SET ROLE does not. */
  /** Policies that bind the role by PUBLIC or inherited membership, were it bound at all. */
  policiesFor(role: string): readonly JudgedPolicy[];
  effectFor(role: string, command: RowCommand, side?: PolicySide): RowEffect;
}

const system = /^(pg_catalog|information_schema|pg_toast.*)$/;

/** Whether statements of this role skip the table's policies (see `policyBypassers`). */
export function bypassesPolicies(database: DatabaseFacts, role: string, table: RelationRow): boolean {
  const at = roleGraph(database.cluster).position(role);
  return at !== undefined && hasBit(policyBypassers(database, table), at);
}

/** Whether the role has the owner's rights on the table: it may switch row security off. */
export function ownsTable(database: DatabaseFacts, role: string, table: RelationRow): boolean {
  return roleGraph(database.cluster).reaches(role, table.owner, 'inherit', database.name);
}

function tenantColumnOf(
  policy: StatedTenancy,
  database: DatabaseFacts,
  relation: RelationRow,
  columns: readonly ColumnRow[],
): { required: boolean | null; column: string | null } {
  const { tenancy } = policy;
  if (!tenancy) return { required: null, column: null };
  const elsewhere = tenancy.databases !== undefined && !tenancy.databases.includes(database.name);
  if (tenancy.model !== 'row' || elsewhere) return { required: false, column: null };
  if (tenancy.column === undefined) return { required: null, column: null };
  const excepted = tenancy.except?.includes(`${relation.schema}.${relation.name}`) ?? false;
  return columns.some((column) => column.name === tenancy.column)
    ? { required: !excepted, column: tenancy.column }
    : { required: false, column: null };
}

const unprotected: TableRowSecurity['effective'] = {
  SELECT: 'unprotected',
  INSERT: 'unprotected',
  UPDATE: 'unprotected',
  DELETE: 'unprotected',
};

const none: readonly JudgedPolicy[] = [];

const widestFirst: readonly RowEffect[] = [
  'unprotected',
  'bypassed',
  'open',
  'unknown',
  'filtered',
  'deny-all',
];

class JudgedTable implements TableRowSecurity {
  readonly relation: RelationRow;
  readonly required: boolean | null;
  readonly tenantColumn: string | null;
  readonly policies: readonly JudgedPolicy[];
  readonly #database: DatabaseFacts;
  #effective: TableRowSecurity['effective'] | null = null;

  constructor(
    database: DatabaseFacts,
    relation: RelationRow,
    policies: readonly JudgedPolicy[],
    tenancy: ReturnType<typeof tenantColumnOf>,
  ) {
    this.#database = database;
    this.relation = relation;
    this.required = tenancy.required;
    this.tenantColumn = tenancy.column;
    this.policies = policies;
  }

  get enabled(): boolean {
    return this.relation.rowSecurity;
  }

  get forced(): boolean {
    return this.relation.rowSecurity && this.relation.forceRowSecurity;
  }

  // Most tables of most databases have no row security, and few controls ask: made when asked for.
  get effective(): TableRowSecurity['effective'] {
    this.#effective ??= this.relation.rowSecurity ? this.#widest() : unprotected;
    return this.#effective;
  }

  policiesFor(role: string | null): readonly JudgedPolicy[] {
    if (this.policies.length === 0) return this.policies;
    const graph = roleGraph(this.#database.cluster);
    return this.policies.filter(({ row }) =>
      row.roles.some(
        // A role dropped while the scan ran is in the policy and not in the graph, and is itself all the same.
        (named) =>
          named === null ||
          named === role ||
          (role !== null && graph.reaches(role, named, 'inherit', this.#database.name)),
      ),
    );
  }

  effectFor(role: string, command: RowCommand, side: PolicySide = sideOf(command)): RowEffect {
    if (!this.relation.rowSecurity) return 'unprotected';
    if (bypassesPolicies(this.#database, role, this.relation)) return 'bypassed';
    return policyEffect(this.policiesFor(role), command, side);
  }

  #widest(): TableRowSecurity['effective'] {
    const named = [...new Set(this.policies.flatMap(({ row }) => row.roles))];
    // Nearly always every policy is for the same one role, or for everybody: nobody needs to be looked up then.
    const applied =
      named.length === 1
        ? [named[0] === null ? this.policies : none, this.policies]
        : [null, ...named].map((role) => this.policiesFor(role));
    const widest = (command: RowCommand): RowEffect => {
      const effects = applied.map((some) => policyEffect(some, command, sideOf(command)));
      return widestFirst.find((effect) => effects.includes(effect)) ?? 'deny-all';
    };
    return {
      SELECT: widest('SELECT'),
      INSERT: widest('INSERT'),
      UPDATE: widest('UPDATE'),
      DELETE: widest('DELETE'),
    };
  }
}

const ofDatabase = memo((database: DatabaseFacts) =>
  memo((policy: StatedTenancy): ReadonlyMap<string, TableRowSecurity> => {
    const columns = columnsByRelation(database);
    const policies = policiesByRelation(database);
    const judge = judgingOnce();
    const tables = database
      .read('relations')
      .filter(
        ({ kind, schema }) =>
          (kind === 'table' || kind === 'partitioned-table' || kind === 'foreign-table') &&
          !system.test(schema),
      );
    return new Map(
      tables.map((relation) => {
        const key = relationKey(relation.schema, relation.name);
        const own = columns.get(key) ?? [];
        const tenancy = tenantColumnOf(policy, database, relation, own);
        const rows = policies.get(key);
        const judged = rows ? rows.map((row) => judgePolicy(row, own, tenancy.column, judge)) : none;
        return [key, new JudgedTable(database, relation, judged, tenancy)];
      }),
    );
  }),
);

/**
 * Every table of the customer's schemas, by `relationKey`; foreign tables too, which cannot have row security. Reads `relations`, `columns`, `policies`, `roles`,
 * `memberships`, `databases`. Needs `loadParser()` first.
 */
export function tablesRowSecurity(
  database: DatabaseFacts,
  policy: StatedTenancy,
): ReadonlyMap<string, TableRowSecurity> {
  return ofDatabase(database)(policy);
}
