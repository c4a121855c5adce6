import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { Change } from '../../model/change.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import { withAttributes } from './predict-roles.ts';
import { Unpredictable } from './unpredictable.ts';

type Of<Do extends Change['do']> = Extract<Change, { do: Do }>;

/** What CREATE ROLE gives where nothing else is said. Its OID is the server's to choose: here the next free one. */
function newRole(name: string, oid: number): RoleRow {
  return {
    oid,
    name,
    superuser: false,
    inherit: true,
    createRole: false,
    createDatabase: false,
    login: false,
    replication: false,
    bypassRls: false,
    connectionLimit: -1,
    validUntil: null,
    expired: false,
    comment: null,
  };
}

export function predictCreateRole(draft: InventoryDraft, change: Of<'create-role'>): void {
  const section = draft.cluster('roles');
  if (section.find((row) => row.name === change.role))
    throw new Unpredictable('there is a role of that name, and the server refuses another');
  const oid = Math.max(16_383, ...section.rows.map((row) => row.oid)) + 1;
  section.insert(withAttributes(newRole(change.role, oid), change.attributes, draft.before.collectedAt));
  const passwords = draft.cluster('password-kinds');
  if (passwords.wasRead) passwords.insert({ role: change.role, kind: 'none', iterations: null });
}

/** Names in rows that keep a role from being dropped: owners, and entries of access control lists. */
function holdsOn(row: unknown, role: string): boolean {
  if (typeof row !== 'object' || row === null) return false;
  if ('owner' in row && row.owner === role) return true;
  if (!('acl' in row) || !Array.isArray(row.acl)) return false;
  const quoted = `"${role.replaceAll('"', '""')}"`;
  return row.acl.some(
    (item) =>
      typeof item === 'string' &&
      [role, quoted].some((name) => item.startsWith(`${name}=`) || item.endsWith(`/${name}`)),
  );
}

/** The server refuses while anything depends on the role; where one section says so, the rest need not be looked at. */
export function predictDropRole(draft: InventoryDraft, change: Of<'drop-role'>): void {
  const { role } = change;
  const section = draft.cluster('roles');
  if (!section.find((row) => row.name === role)) return;
  const now = draft.finish();
  const everywhere = [now.cluster, ...now.databases.map((one) => one.sections)];
  const held = everywhere.some((sections) =>
    Object.values<{ readonly rows: readonly unknown[] } | { readonly gap: unknown }>(sections).some(
      (one) => 'rows' in one && one.rows.some((row) => holdsOn(row, role)),
    ),
  );
  if (held) throw new Unpredictable('the server refuses to drop a role that owns or was granted something');
  section.remove((row) => row.name === role);
  draft.cluster('memberships').remove((row) => row.role === role || row.member === role);
  const settings = draft.cluster('role-settings');
  if (settings.wasRead) settings.remove((row) => row.role === role);
  const passwords = draft.cluster('password-kinds');
  if (passwords.wasRead) passwords.remove((row) => row.role === role);
}

export function predictGrantMembership(draft: InventoryDraft, change: Of<'grant-membership'>): void {
  const { role, member, adminOption } = change;
  const { graph } = draft;
  if (!graph.roles.has(role) || !graph.roles.has(member))
    throw new Unpredictable('one of the two roles is not in the snapshot');
  if (role === member || graph.reaches(role, member, 'member'))
    throw new Unpredictable('the server refuses: it would make a role a member of itself');
  const perGrantor = draft.major >= 16;
  // Since 16 a superuser grants in the name of the role initdb made.
  const grantor = change.grantor ?? draft.before.server.bootstrapRole;
  const section = draft.cluster('memberships');
  const row = section.find(
    (one) => one.role === role && one.member === member && (!perGrantor || one.grantor === grantor),
  );
  const options = perGrantor
    ? { adminOption, inheritOption: change.inheritOption, setOption: change.setOption }
    : {
        adminOption: adminOption || row?.adminOption === true,
        inheritOption: graph.roles.get(member)?.inherit ?? true,
        setOption: true,
      };
  if (!row) section.insert({ role, member, grantor, ...options });
  // Before 16 a membership that is there already keeps its grantor unless it gets the ADMIN OPTION.
  else if (perGrantor) section.replace(row, { ...row, ...options });
  else if (adminOption && !row.adminOption) section.replace(row, { ...row, grantor, ...options });
}
