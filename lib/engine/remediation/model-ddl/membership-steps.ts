import type { ClusterFacts } from '../../analysis/facts.ts';
import type { MembershipRow } from '../../inventory/sections/memberships.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { Change } from '../../model/change.ts';
import { membershipsTaken } from '../inverse/memberships.ts';
import { renderGrantMembership, renderRevokeMembership } from '../render/roles.ts';
import type { Step } from './step.ts';

/** Memberships as the steps so far leave them. */
export interface SimulatedMemberships {
  rows(): readonly MembershipRow[];
  steps(): readonly Step[];
  /** Takes the member out of the role, whoever granted it; what that takes along from others is given back. */
  revoke(role: string, member: string, why: string): void;
  grant(role: string, member: string, why: string): void;
}

type Revoke = Extract<Change, { do: 'revoke-membership' }>;

/** Throws `UnreadSection` without `memberships`. */
export function simulateMemberships(cluster: ClusterFacts, roles: readonly RoleRow[]): SimulatedMemberships {
  const { versionNum, bootstrapRole } = cluster.inventory.server;
  const perGrantor = versionNum >= 160_000;
  let rows: readonly MembershipRow[] = cluster.read('memberships');
  const steps: Step[] = [];
  const give = (row: MembershipRow, why: string) => {
    const change = { do: 'grant-membership', ...row } as const;
    const undo: Revoke = {
      do: 'revoke-membership',
      role: row.role,
      member: row.member,
      grantor: perGrantor ? row.grantor : null,
    };
    steps.push({
      change,
      why,
      up: [renderGrantMembership(change, versionNum)],
      down: [renderRevokeMembership(undo, versionNum, false)],
    });
    rows = [...rows, row];
  };
  /** From the bootstrap superuser, who may always grant and never loses that. */
  const fromBootstrap = (row: MembershipRow): MembershipRow => ({ ...row, grantor: bootstrapRole });

  return {
    rows: () => rows,
    steps: () => steps,

    revoke(role, member, why) {
      for (;;) {
        const row = rows.find((one) => one.role === role && one.member === member);
        if (row === undefined) return;
        const change: Revoke = {
          do: 'revoke-membership',
          role,
          member,
          grantor: perGrantor ? row.grantor : null,
        };
        const { direct, dependent } = membershipsTaken(change, rows, versionNum);
        steps.push({
          change,
          why,
          up: [renderRevokeMembership(change, versionNum, dependent.length > 0)],
          down: [...direct, ...dependent].map((one) => renderGrantMembership(one, versionNum)),
        });
        const gone = new Set([...direct, ...dependent]);
        rows = rows.filter((one) => !gone.has(one));
        // Members that nobody asked to take out stay in, by another hand.
        for (const lost of dependent) {
          if (lost.member === member) continue;
          if (rows.some((one) => one.role === role && one.member === lost.member)) continue;
          give(fromBootstrap(lost), `${lost.member} had it from ${member}, and keeps it`);
        }
      }
    },

    grant(role, member, why) {
      const inherit = roles.find((one) => one.name === member)?.inherit ?? true;
      give(
        {
          role,
          member,
          grantor: bootstrapRole,
          adminOption: false,
          inheritOption: perGrantor ? true : inherit,
          setOption: true,
        },
        why,
      );
    },
  };
}
