import type { Change } from '../../model/change.ts';
import type { GrantableKind, ObjectRef } from '../../model/object-ref.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import {
  columnsTakenAlong,
  type Grant,
  giveBack,
  type HasPrivilegesOf,
  hasOwnOption,
  takenAlong,
  takenAway,
} from '../object-grants.ts';
import type { PlannedStatement } from '../plan.ts';
import { renderGrant, renderRevoke } from '../render/grants.ts';
import { renderAlterOwner } from '../render/schema-objects.ts';
import type { Step } from './step.ts';

export type GrantableObject = ObjectRef & { readonly kind: GrantableKind };

/** Privileges one grantor gave one grantee, on the object or on one of its columns (`column`). */
export interface Entry {
  readonly privileges: readonly Privilege[];
  readonly grantee: Grantee;
  readonly grantor: string;
  readonly column: string | null;
}

/** One object's owner and grants as the steps so far leave them. */
export interface SimulatedObject {
  readonly on: GrantableObject;
  owner(): string;
  grants(): readonly Grant[];
  steps(): readonly Step[];
  /** Roles other than the owner that some statement, up or down, is run as. */
  actors(): ReadonlySet<string>;
  /**
   * Whether a grant can be taken back: by its grantor, while that has its own grant option still. A superuser acts as the owner
   * whatever it does, and who lost the option in its own name not at all (`select_best_grantor`): what they granted before is out of
   * everybody's reach.
   */
  canRevoke(grant: Grant): boolean;
  revoke(entry: Entry, why: string, grantOptionOnly?: boolean): void;
  /** From the owner; privileges that the grantee has not got from the owner yet. */
  grant(entry: Omit<Entry, 'grantor'>, why: string, grantable?: boolean): void;
  /** With `along`, without a statement of its own: an owned sequence goes where its table goes. */
  moveTo(owner: string, why: string, along?: boolean): void;
}

type Revoke = Extract<Change, { do: 'revoke' }>;

export function simulateObject(
  on: GrantableObject,
  firstOwner: string,
  before: readonly Grant[],
  rights: { readonly hasPrivilegesOf: HasPrivilegesOf; isSuperuser(role: string): boolean },
  versionNum: number,
): SimulatedObject {
  const { hasPrivilegesOf } = rights;
  let owner = firstOwner;
  let grants: readonly Grant[] = before;
  const steps: Step[] = [];
  const target = (column: string | null): ObjectRef =>
    column === null ? on : { ...on, kind: 'column', column };
  const actors = new Set<string>();
  const granted = (back: readonly Grant[], as: string): readonly PlannedStatement[] => {
    for (const { grantor } of back) if (grantor !== as) actors.add(grantor);
    return giveBack(on, back).flatMap((change) => renderGrant(change, { owner: as, versionNum }));
  };

  return {
    on,
    owner: () => owner,
    grants: () => grants,
    steps: () => steps,
    actors: () => actors,
    canRevoke: ({ grantor, privilege, column }) =>
      grantor === owner || (!rights.isSuperuser(grantor) && hasOwnOption(grants, grantor, privilege, column)),

    revoke({ privileges, grantee, grantor, column }, why, grantOptionOnly = false) {
      const change: Revoke = {
        do: 'revoke',
        privileges,
        on: target(column),
        from: grantee,
        grantor,
        ...(grantOptionOnly ? { grantOptionOnly } : {}),
      };
      const { direct, dependent } = takenAway(change, owner, grants, hasPrivilegesOf);
      if (direct.length === 0) return;
      if (grantor !== owner) actors.add(grantor);
      const along = columnsTakenAlong(change, owner, grants, hasPrivilegesOf);
      const cascade = dependent.length > 0 || along.some((one) => one.grantee !== grantee);
      steps.push({
        change,
        why,
        up: [...renderRevoke(change, { owner, versionNum }, cascade), ...granted(along, owner)],
        down: granted([...direct, ...dependent], owner),
      });
      const gone = new Set([...direct, ...dependent]);
      const kept = grantOptionOnly ? direct.map((one) => ({ ...one, grantable: false })) : [];
      grants = [...grants.filter((one) => !gone.has(one)), ...kept];
    },

    grant({ privileges, grantee, column }, why, grantable = false) {
      const change: Change = {
        do: 'grant',
        privileges,
        on: target(column),
        to: grantee,
        grantor: owner,
        ...(grantable ? { withGrantOption: true } : {}),
      };
      const undo: Revoke = {
        do: 'revoke',
        privileges,
        on: target(column),
        from: grantee,
        grantor: owner,
      };
      steps.push({
        change,
        why,
        up: renderGrant(change, { owner, versionNum }),
        down: [
          ...renderRevoke(undo, { owner, versionNum }, false),
          ...granted(takenAlong(undo, grants), owner),
        ],
      });
      const fresh = privileges.map((privilege) => ({
        grantee,
        grantor: owner,
        privilege,
        grantable,
        column,
      }));
      grants = [...grants, ...fresh];
    },

    moveTo(to, why, along = false) {
      const from = owner;
      const change = { do: 'alter-owner', on, to } as const;
      // What the new owner had from the old one becomes its own, and has to be given anew when it is none any more.
      const merged = grants.filter((one) => one.grantee === to && one.grantor === from);
      const back = along ? [] : [renderAlterOwner({ ...change, to: from })];
      steps.push({
        change,
        why,
        up: along ? [] : [renderAlterOwner(change)],
        down: [...back, ...granted(merged, from)],
      });
      // aclnewowner: what the old owner gave or had is the new owner's.
      const renamed = (role: string) => (role === from ? to : role);
      const all = grants.map((one) => ({
        ...one,
        grantor: renamed(one.grantor),
        grantee: one.grantee === null ? null : renamed(one.grantee),
      }));
      const key = ({ grantee, grantor, privilege, column }: Grant) =>
        JSON.stringify([grantee, grantor, privilege, column]);
      grants = [...new Map(all.map((one) => [key(one), one])).values()];
      owner = to;
    },
  };
}
