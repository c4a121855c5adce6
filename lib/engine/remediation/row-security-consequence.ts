import { factsOf } from '../analysis/facts.ts';
import { memo } from '../analysis/memo.ts';
import { roleGraph } from '../analysis/role-graph.ts';
import { isDeclaredAs } from '../controls/roles/approved-role.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import { objectText } from '../model/object-text.ts';
import { visibleText } from '../model/visible-text.ts';
import type { Policy } from '../policy/policy.ts';
import { clusterRows, databaseRows, rowNamed, wasRead } from './prior.ts';

type RowSecurity = Extract<Change, { do: 'row-security' }>;

const factsOnce = memo(factsOf);
const shown = (text: string) => visibleText(text, 200);

interface PolicyThen {
  readonly name: string;
  readonly permissive: boolean;
  readonly roles: readonly (string | null)[];
}

const isOn = (one: ObjectRef, other: ObjectRef) =>
  one.database === other.database && one.schema === other.schema && one.name === other.name;

/** The policies that will stand on this table; null where today's were not read. */
function policiesThen(
  on: ObjectRef,
  changes: readonly Change[],
  inventory: Inventory,
): readonly PolicyThen[] | null {
  if (!wasRead(inventory, on.database, 'policies')) return null;
  const today = databaseRows(inventory, on.database, 'policies')
    .filter((row) => row.schema === on.schema && row.relation === on.name)
    .map(({ name, permissive, roles }): PolicyThen => ({ name, permissive, roles }));
  return changes.reduce<readonly PolicyThen[]>((policies, change) => {
    if (change.do !== 'create-policy' && change.do !== 'drop-policy') return policies;
    if (!isOn(change.on, on)) return policies;
    const others = policies.filter((one) => one.name !== change.policy);
    if (change.do === 'drop-policy') return others;
    return [...others, { name: change.policy, permissive: change.permissive, roles: change.roles }];
  }, today);
}

/** Logins that use the table with its owner's rights, whom FORCE binds to the policies. */
export interface OwnersTraffic {
  readonly role: string;
  /** Names of the permissive policies that are for it. */
  readonly admittedBy: readonly string[];
}

/** Who is bound by FORCE that is not today: the owner, where it logs in, and logins that inherit its rights. */
export function ownersTraffic(
  { on }: RowSecurity,
  changes: readonly Change[],
  inventory: Inventory,
): readonly OwnersTraffic[] | null {
  const owner = rowNamed(databaseRows(inventory, on.database, 'relations'), on.schema, on.name)?.owner;
  const policies = policiesThen(on, changes, inventory);
  if (owner === undefined || policies === null) return null;
  if ('gap' in inventory.cluster.memberships || 'gap' in inventory.cluster.roles) return null;
  const graph = roleGraph(factsOnce(inventory));
  return clusterRows(inventory.cluster.roles)
    .filter((role) => role.login && !role.superuser && !role.bypassRls)
    .filter((role) => graph.reaches(role.name, owner, 'inherit', on.database))
    .map((role) => {
      const own = graph.inherits(role.name, on.database);
      const admits = (policy: PolicyThen) =>
        policy.permissive && policy.roles.some((name) => name === null || own.has(name));
      return { role: role.name, admittedBy: policies.filter(admits).map(({ name }) => name) };
    });
}

const isEnabledThen = (change: RowSecurity, changes: readonly Change[], inventory: Inventory): boolean => {
  const { on } = change;
  const said = changes.findLast(
    (one): one is RowSecurity => one.do === 'row-security' && isOn(one.on, on) && one.enable !== undefined,
  );
  const today = rowNamed(databaseRows(inventory, on.database, 'relations'), on.schema, on.name)?.rowSecurity;
  return said?.enable ?? today ?? true;
};

/** A table must not be left that shows nobody anything, nor an application that owns its tables without a policy of its own. */
export function rowSecurityRefusal(
  changes: readonly Change[],
  inventory: Inventory,
  policy: Policy,
): string | null {
  for (const change of changes) {
    if (change.do !== 'row-security') continue;
    const table = shown(objectText(change.on));
    const policies = policiesThen(change.on, changes, inventory);
    if (change.enable === true || change.force === true) {
      if (policies === null)
        return `Whether ${table} has policies was not read: without one, row security would hide every row.`;
      if (change.enable === true && !policies.some((one) => one.permissive))
        return `${table} has no permissive policy: with row security on, it would show nobody but its owner any row. Write the policies first, and switch it on together with them.`;
    }
    if (change.force !== true || !isEnabledThen(change, changes, inventory)) continue;
    const applications = (ownersTraffic(change, changes, inventory) ?? []).filter(
      ({ role, admittedBy }) =>
        admittedBy.length === 0 &&
        (isDeclaredAs(policy, role, ['application']) || (policy.tenancy?.roles?.includes(role) ?? false)),
    );
    if (applications.length > 0)
      return `No policy on ${table} is for ${applications.map(({ role }) => shown(role)).join(', ')}, which uses it with its owner’s rights: forced row security would show it no row. Write a policy for it first, and force row security together with it.`;
  }
  return null;
}

/** What row security does to those who use the table with its owner's rights, one sentence per table. */
export function rowSecurityWarnings(changes: readonly Change[], inventory: Inventory): readonly string[] {
  return changes.flatMap((change) => {
    if (change.do !== 'row-security' || change.force !== true) return [];
    if (!isEnabledThen(change, changes, inventory)) return [];
    const traffic = ownersTraffic(change, changes, inventory);
    const table = shown(objectText(change.on));
    if (traffic === null)
      return [`Who uses ${table} with its owner’s rights was not read: forced row security binds them.`];
    return traffic.map(({ role, admittedBy }) =>
      admittedBy.length === 0
        ? `role ${shown(role)} uses ${table} with its owner’s rights, and no policy is for it: it will see no row.`
        : `role ${shown(role)} uses ${table} with its owner’s rights: it will see only what ${admittedBy.map(shown).join(', ')} shows.`,
    );
  });
}
