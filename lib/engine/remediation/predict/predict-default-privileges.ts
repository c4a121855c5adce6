import { type AclItem, defaultAcl, parseAcl } from '../../analysis/acl.ts';
import { writeAcl } from '../../analysis/write-acl.ts';
import type { Change } from '../../model/change.ts';
import { defaultAclKinds } from '../default-acl-kinds.ts';
import { grantedAcl, revokedAcl } from './acl-update.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import { aclWorld } from './predict-grants.ts';
import { Unpredictable } from './unpredictable.ts';

/** As the server keeps them: by the OIDs of grantee and grantor, PUBLIC first (`aclitemsort`). */
function sorted(draft: InventoryDraft, items: readonly AclItem[]): readonly string[] {
  const oid = (who: AclItem['grantee']): number =>
    who === null
      ? 0
      : typeof who === 'string'
        ? (draft.graph.roles.get(who)?.oid ?? 0)
        : Number(who.droppedOid);
  return writeAcl(
    [...items].sort((a, b) => oid(a.grantee) - oid(b.grantee) || oid(a.grantor) - oid(b.grantor)),
  );
}

/**
 * Changes one entry of `pg_default_acl` (`SetDefaultACL` in `catalog/aclchk.c`): always in the name of the role it is for;
 * an entry that says what holds without it is removed. Objects that exist keep what they have.
 */
export function predictDefaultPrivileges(
  draft: InventoryDraft,
  change: Extract<Change, { do: 'default-privileges' }>,
  database: string | null,
): void {
  if (!draft.graph.roles.has(change.forRole))
    throw new Unpredictable('the role whose defaults they are is not in the snapshot');
  const section = draft.database(database ?? undefined, 'default-acls');
  const row = section.find(
    (one) => one.role === change.forRole && one.schema === change.inSchema && one.objects === change.objects,
  );
  const usual =
    change.inSchema === null ? defaultAcl(defaultAclKinds[change.objects], change.forRole, draft.major) : [];
  const before = row ? parseAcl(row.acl) : usual;
  const { privileges } = change;
  const edit = { grantee: change.grantee, grantor: change.forRole, privileges };
  const world = aclWorld(draft, database);
  const after =
    change.action === 'grant'
      ? grantedAcl(
          before,
          { ...edit, options: change.withGrantOption ? privileges : [] },
          change.forRole,
          world,
        )
      : revokedAcl(before, { ...edit, options: privileges }, change.forRole, world);
  const acl = sorted(draft, after);
  section.remove((one) => one === row);
  if (JSON.stringify(acl) === JSON.stringify(sorted(draft, usual))) return;
  section.insert({ role: change.forRole, schema: change.inSchema, objects: change.objects, acl });
}
