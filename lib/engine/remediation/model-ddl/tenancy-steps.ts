import { roleGraph } from '../../analysis/role-graph.ts';
import { columnsOf } from '../../controls/grants/by-relation.ts';
import { isSystemSchema, relationRef } from '../../controls/grants/database-object.ts';
import { isDeclaredAs } from '../../controls/roles/approved-role.ts';
import { type RowTenancy, rowTenancy } from '../../controls/rows/tenancy-scope.ts';
import { tenantPredicate } from '../../controls/rows/tenant-predicate.ts';
import type { PolicyRow } from '../../inventory/sections/policies.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { Change } from '../../model/change.ts';
import type { Grantee } from '../../model/privilege.ts';
import { renderCreatePolicy, renderDropPolicy, renderRowSecurity } from '../render/schema-objects.ts';
import { type DatabaseModel, plannedOn } from './database-model.ts';
import { type ModelPlan, modelPlan } from './model-plan.ts';
import type { Settled } from './settled-objects.ts';
import type { Step } from './step.ts';
import { isTenantExpression } from './tenant-expression.ts';
import { tenantHelper } from './tenant-helper-steps.ts';

/** Row tenancy with everything said that a policy expression needs. */
export interface StatedRows extends RowTenancy {
  readonly setting: string;
}

const policyName = 'tenant_isolation';

const nameOf = ({ schema, name }: RelationRow) => `${schema}.${name}`;

/** Tables that hold rows of several tenants, partitions too; those set aside, and what hangs under them, left out. */
function tenantTables({ facts }: DatabaseModel, tenancy: RowTenancy): readonly RelationRow[] {
  const parents = new Map(
    facts
      .read('inheritance')
      .map((row) => [`${row.childSchema}.${row.child}`, `${row.parentSchema}.${row.parent}`]),
  );
  const excepted = (name: string | undefined): boolean =>
    name !== undefined && (tenancy.except.has(name) || excepted(parents.get(name)));
  return facts
    .read('relations')
    .filter(
      (row) =>
        ['table', 'partitioned-table', 'foreign-table'].includes(row.kind) &&
        !isSystemSchema(row.schema) &&
        row.extension === null &&
        !excepted(nameOf(row)) &&
        columnsOf(facts, row.schema, row.name).some((column) => column.name === tenancy.column),
    );
}

interface Ground {
  readonly model: DatabaseModel;
  readonly tenancy: StatedRows;
  readonly policies: readonly PolicyRow[];
  readonly ownerOf: (row: RelationRow) => string;
  warn(text: string): void;
}

/** Whom the policy on this table is for: the tenancy's roles, and the owner, whose views and routines read it too. */
function boundRoles({ model, tenancy }: Ground, owner: string): readonly Grantee[] {
  const graph = roleGraph(model.after);
  const bound = (role: string) => {
    const row = graph.roles.get(role);
    return row !== undefined && !row.superuser;
  };
  const roles = tenancy.roles.filter(bound);
  if (roles.length === 0) return [null];
  const withOwner = bound(owner) && graph.roles.get(owner)?.bypassRls === false ? [...roles, owner] : roles;
  return [...new Set(withOwner)].sort();
}

/** FORCE binds the owner's own statements: right where it is a tenant's role or nobody logs in as it. */
function mayForce({ model, tenancy, warn }: Ground, row: RelationRow, owner: string): boolean {
  const role = roleGraph(model.after).roles.get(owner);
  if (role === undefined || role.superuser || role.bypassRls) {
    warn(
      `${nameOf(row)} belongs to ${owner}, which no row policy binds, nor its views: hand it to the owner role.`,
    );
    return false;
  }
  if (!role.login || tenancy.roles.includes(owner) || isDeclaredAs(model.policy, owner, ['owner']))
    return true;
  warn(
    `${nameOf(row)} is not forced: ${owner} owns it and logs in, and would see only the tenant it sets. Hand it to a role without login.`,
  );
  return false;
}

function tableSteps(ground: Ground, row: RelationRow): readonly Step[] {
  const { model, tenancy, policies, warn } = ground;
  const on = relationRef(model.facts.name, row);
  if (row.kind === 'foreign-table') {
    warn(`${nameOf(row)} is a foreign table, which cannot have row security: protect it on its own server.`);
    return [];
  }
  const column = columnsOf(model.facts, row.schema, row.name).find((one) => one.name === tenancy.column);
  if (column === undefined) return [];
  const form = { column: column.name, type: column.type, setting: tenancy.setting };
  const own = policies.filter((one) => one.schema === row.schema && one.relation === row.name);
  const isOurs = (one: PolicyRow) =>
    one.permissive &&
    one.command === 'ALL' &&
    one.using !== null &&
    isTenantExpression(one.using, form) &&
    (one.withCheck === null || isTenantExpression(one.withCheck, form));
  const others = own.filter((one) => !isOurs(one));
  if (others.length > 0) {
    warn(
      `${nameOf(row)} has policies of its own (${others.map((one) => one.name).join(', ')}): nothing is changed there. Rows pass where any permissive one lets them.`,
    );
    return [];
  }
  const owner = ground.ownerOf(row);
  const roles = boundRoles(ground, owner);
  const covered = own.some(
    (one) => one.roles.includes(null) || roles.every((role) => one.roles.includes(role)),
  );
  const why = `tenancy: rows of ${nameOf(row)} are kept apart by ${tenancy.column}`;
  const steps: Step[] = [];
  if (!covered) {
    const [prior] = own;
    const predicate = tenantPredicate(column.name, column.type, tenancy.setting);
    const change: Extract<Change, { do: 'create-policy' }> = {
      do: 'create-policy',
      on,
      policy: prior?.name ?? policyName,
      permissive: true,
      command: 'ALL',
      roles: prior ? [...new Set([...prior.roles, ...roles])] : roles,
      using: predicate,
      withCheck: predicate,
    };
    steps.push({
      change,
      why,
      up: renderCreatePolicy(change),
      down: prior
        ? renderCreatePolicy({
            ...change,
            roles: prior.roles,
            using: prior.using,
            withCheck: prior.withCheck,
          })
        : [renderDropPolicy({ do: 'drop-policy', on, policy: change.policy })],
    });
  }
  const enable = !row.rowSecurity;
  const force = !row.forceRowSecurity && mayForce(ground, row, owner);
  if (enable || force) {
    const change = {
      do: 'row-security',
      on,
      ...(enable ? { enable: true } : {}),
      ...(force ? { force: true } : {}),
    } as const;
    const undo = {
      do: 'row-security',
      on,
      ...(enable ? { enable: false } : {}),
      ...(force ? { force: false } : {}),
    } as const;
    steps.push({ change, why, up: renderRowSecurity(change), down: renderRowSecurity(undo) });
  }
  return steps;
}

/** Whoever holds the table by a grant and is bound by no policy sees nothing once row security is on: said by name. */
function leftWithoutRows(
  { model, tenancy, warn }: Ground,
  tables: readonly RelationRow[],
  settled: readonly Settled[],
): void {
  const graph = roleGraph(model.after);
  const roles = new Set<string>();
  const names = new Set(tables.filter((row) => !row.rowSecurity).map(nameOf));
  for (const { sim } of settled) {
    if (!names.has(`${sim.on.schema}.${sim.on.name}`)) continue;
    for (const { grantee } of sim.grants()) {
      const row = grantee === null ? undefined : graph.roles.get(grantee);
      if (row === undefined || row.superuser || row.bypassRls || row.name === sim.owner()) continue;
      const bound = tenancy.roles.some((role) => graph.reaches(row.name, role, 'inherit', model.facts.name));
      if (!bound && tenancy.roles.length > 0) roles.add(row.name);
    }
  }
  if (roles.size > 0)
    warn(
      `${[...roles].sort().join(', ')} ${roles.size === 1 ? 'has' : 'have'} grants on these tables and no policy: no row is shown to them once row security is on. Name them in tenancy.roles, or give them a policy of their own.`,
    );
}

/**
 * Row security from the tenancy: a policy for every command on every table with the tenant's column, enabled and forced, and the
 * routine that sets the tenant. Null where there is nothing to do. Throws `UnreadSection`.
 */
export function tenancySteps(model: DatabaseModel, settled: readonly Settled[]): ModelPlan | null {
  const { facts, policy } = model;
  const tenancy = rowTenancy(policy, facts.name);
  if (!('column' in tenancy)) return null;
  const warnings: string[] = [];
  const warn = (text: string) => warnings.push(text);
  const tables = tenantTables(model, tenancy);
  const heading = {
    part: 'tenancy',
    title: `the tenants of ${facts.name} kept apart`,
    database: facts.name,
  } as const;
  if (tables.length === 0) return null;
  const { setting } = tenancy;
  if (setting === null) {
    warn(
      'The policy does not name the parameter that carries the tenant (tenancy.setting): no row policy can be written.',
    );
    return modelPlan({ ...heading, outside: [], warnings }, [], plannedOn(model));
  }
  const owners = new Map(
    settled.map(({ object }) => [`${object.on.schema}.${object.on.name}`, model.owner.after(object)]),
  );
  const ground: Ground = {
    model,
    tenancy: { ...tenancy, setting },
    policies: facts.read('policies'),
    ownerOf: (row) => owners.get(nameOf(row)) ?? row.owner,
    warn,
  };
  const rows = tables.flatMap((row) => tableSteps(ground, row));
  const helper = tenantHelper(model, ground.tenancy, tables, warn);
  if (rows.length > 0) leftWithoutRows(ground, tables, settled);
  const forced = rows.some(({ change }) => change.do === 'row-security' && change.force === true);
  if (forced)
    warn(
      'The owner sees the tenant that is set, like everybody: data migrations over all tenants need a role with BYPASSRLS.',
    );
  const outside = rows.length + helper.steps.length === 0 ? [] : [helper.use];
  return modelPlan({ ...heading, outside, warnings }, [...helper.steps, ...rows], plannedOn(model));
}
