import type { Inventory } from '../../inventory/inventory.ts';
import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { objectKey } from '../change-cells.ts';
import { type Grant, grantsOn } from '../object-grants.ts';

type Revoke = Extract<Change, { do: 'revoke' }>;

/** A grant, and a REVOKE, as they stand once the plan is through. */
export interface HandedOver {
  grant(grant: Grant): Grant;
  revoke(change: Revoke): Revoke;
}

const unchanged: HandedOver = { grant: (grant) => grant, revoke: (change) => change };

/**
 * Where the same plan changes an object's owner, what the old one had granted or was granted is the new one's afterwards
 * (`aclnewowner` in the server's acl.c): a condition asked in the end has to ask for that.
 */
export function handedOver(on: ObjectRef, inventory: Inventory, all: readonly Change[]): HandedOver {
  const { column: _, ...whole } = on;
  const key = objectKey({ ...whole, kind: on.kind === 'column' ? 'table' : on.kind });
  const change = all.find((one) => one.do === 'alter-owner' && objectKey(one.on) === key);
  const prior = grantsOn(inventory, on);
  if (change?.do !== 'alter-owner' || prior === null) return unchanged;
  const now = <Role extends string | null>(role: Role) => (role === prior.owner ? change.to : role);
  return {
    grant: (grant) => ({ ...grant, grantee: now(grant.grantee), grantor: now(grant.grantor) }),
    revoke: (revoke) => {
      const [from, grantor] = [now(revoke.from), now(revoke.grantor)];
      const place = on.kind === 'column' ? (on.column ?? null) : null;
      // What the new owner had granted by itself, or the old one had from itself, stays: then nothing tells the two apart any more.
      const stays =
        (from !== revoke.from || grantor !== revoke.grantor) &&
        prior.grants.some(
          (one) =>
            revoke.privileges.includes(one.privilege) &&
            ((one.grantee === from && one.grantor === grantor) ||
              (one.column === place &&
                (one.grantee !== revoke.from || one.grantor !== revoke.grantor) &&
                now(one.grantee) === from &&
                now(one.grantor) === grantor)),
        );
      return stays ? revoke : { ...revoke, from, grantor };
    },
  };
}
