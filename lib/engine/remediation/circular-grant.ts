import { effectiveAcl } from '../analysis/acl.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import { type GrantableKind, grantableKinds } from '../model/object-ref.ts';
import { hasPrivilegesIn } from './acting-grantor.ts';
import { optionsComeFrom } from './predict/acl-update.ts';
import { columnsWithAcl, majorOf, priorAcl } from './prior.ts';

/**
 * Whether the server refuses the grant because its grant options would go back to where its grantor has them from. For a column it
 * looks at the column's own list alone, where an option for the whole relation does not stand (`check_circularity`).
 */
export function isCircularGrant(change: Extract<Change, { do: 'grant' }>, inventory: Inventory): boolean {
  const { on, to, grantor, privileges } = change;
  const prior = priorAcl(inventory, on);
  if (!change.withGrantOption || to === null || prior === null || grantor === prior.owner) return false;
  const kind: GrantableKind | undefined = grantableKinds.find((one) => one === on.kind);
  if (kind === undefined) return false;
  const acl =
    kind === 'column'
      ? (columnsWithAcl(inventory, on).find((row) => row.name === on.column)?.acl ?? null)
      : prior.acl;
  const items = effectiveAcl(acl, kind, prior.owner, majorOf(inventory));
  const edit = { grantee: to, grantor, privileges, options: privileges };
  return optionsComeFrom(items, edit, prior.owner, {
    hasPrivilegesOf: hasPrivilegesIn(inventory, on.database),
  });
}
