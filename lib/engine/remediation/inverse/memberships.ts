import type { MembershipRow } from '../../inventory/sections/memberships.ts';
import type { Change } from '../../model/change.ts';

/**
 * Memberships that go when one is revoked: the row itself and, where the member thereby loses its last ADMIN OPTION on the
 * role, those it granted (16+, where grants depend on their grantor). In the order in which they have to be given back.
 */
export function membershipsTaken(
  revoke: Extract<Change, { do: 'revoke-membership' }>,
  before: readonly MembershipRow[],
  versionNum: number,
): { readonly direct: readonly MembershipRow[]; readonly dependent: readonly MembershipRow[] } {
  const perGrantor = versionNum >= 160000;
  let left = [...before];
  const direct: MembershipRow[] = [];
  const dependent: MembershipRow[] = [];
  const take = (row: MembershipRow, into: MembershipRow[]) => {
    into.push(row);
    left = left.filter((one) => one !== row);
    if (!perGrantor || !row.adminOption) return;
    if (left.some((one) => one.role === row.role && one.member === row.member && one.adminOption)) return;
    for (const one of left.filter((other) => other.role === row.role && other.grantor === row.member))
      take(one, dependent);
  };
  const matching = before.filter(
    (row) =>
      row.role === revoke.role &&
      row.member === revoke.member &&
      (!perGrantor || row.grantor === revoke.grantor),
  );
  for (const row of matching) take(row, direct);
  if (revoke.option !== undefined && revoke.option !== 'ADMIN') return { direct, dependent: [] };
  return { direct, dependent };
}
