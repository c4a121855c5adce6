import type { Grant } from '../object-grants.ts';
import { type DatabaseModel, plannedOn } from './database-model.ts';
import type { GrantGround } from './grant-ground.ts';
import { settleGrants } from './grant-steps.ts';
import { type ModelPlan, modelPlan } from './model-plan.ts';
import { restoreOthers } from './restore-others.ts';
import { freshSteps, type Settled, withUsage } from './settled-objects.ts';

/**
 * Grants of the new owner that would be merged into its ownership so that the undo could not tell them apart: those of other
 * grantors, those on columns, and those the old owner does not have itself; of others the grant option, where it passed them on
 * (that would become the old owner's grant) or where the old owner's own entry has none (it would come back with one). The rest
 * merges, and is given back with the ownership.
 */
function clear({ object, sim }: Settled, to: string, ground: GrantGround): void {
  const own = (grant: Grant) => (other: Grant) =>
    other.grantee === sim.owner() && other.privilege === grant.privilege && other.column === null;
  const apart = (grant: Grant) =>
    grant.column !== null || grant.grantor !== sim.owner() || !sim.grants().some(own(grant));
  const marked = (grant: Grant) =>
    grant.grantable &&
    sim
      .grants()
      .some(
        (one) =>
          (one.grantor === to && one.privilege === grant.privilege) || (own(grant)(one) && !one.grantable),
      );
  const next = (wanted: (grant: Grant) => boolean) =>
    sim.grants().find((one) => one.grantee === to && wanted(one));
  for (let one = next(apart); one; one = next(apart))
    sim.revoke({ ...one, privileges: [one.privilege] }, `${to} is to own it`);
  for (let one = next(marked); one; one = next(marked))
    sim.revoke({ ...one, privileges: [one.privilege] }, `${to} is to own it`, true);
  restoreOthers(ground, object, sim, to);
}

/**
 * Objects handed to the owner role, whose former owners keep what they may as grants of it. All that stands in the new owner's
 * way is cleared first, then tables move with their sequences, then everything else, then the grants.
 */
export function ownershipSteps(
  model: DatabaseModel,
  ground: GrantGround,
  settled: readonly Settled[],
): ModelPlan | null {
  const { facts, owner } = model;
  const to = owner.role;
  const warnings: string[] = [];
  const movable = ({ object, sim }: Settled) => {
    if (owner.after(object) === object.owner) return false;
    const held = sim.grants().find((one) => one.grantee === to && !sim.canRevoke(one));
    if (held === undefined) return true;
    warnings.push(
      `${object.on.schema ?? ''}.${object.on.name} stays with ${object.owner}: what ${held.grantor} granted to ${to} on it cannot be taken back, and would be merged into its ownership.`,
    );
    return false;
  };
  // Owned sequences first: they go with their tables, and what the undo gives back on them comes after their tables' return.
  const follows = ({ object }: Settled) => owner.followsTable(object);
  const all = settled.filter(movable);
  const moving = [...all.filter(follows), ...all.filter((one) => !follows(one))];
  if (to === null || (moving.length === 0 && warnings.length === 0)) return null;
  const fresh = freshSteps(moving);
  const cleared = fresh((one) => clear(one, to, ground));
  const schemas = settled.filter(({ object }) => object.on.kind === 'schema');
  const moved = fresh(({ object, sim }) =>
    sim.moveTo(
      to,
      `${to} is the owner role (kind owner), and ${object.owner} may use it (may)`,
      owner.followsTable(object),
    ),
  );
  // What only the former owner's members stood in the way of goes now; nothing else is left to take.
  const given = fresh((one) => settleGrants(ground, one.object, one.sim));
  const steps = withUsage(ground, schemas, moving, [...cleared, ...moved, ...given]);
  return modelPlan(
    {
      part: 'ownership',
      title: `the objects of ${facts.name} in the hands of ${to}`,
      database: facts.name,
      outside: [],
      warnings: [
        ...warnings,
        'Views and SECURITY DEFINER routines run as their owner: what they use of other owners has to be granted to the new one.',
        'ALTER … OWNER TO takes ACCESS EXCLUSIVE on each object.',
      ],
    },
    steps,
    plannedOn(model),
  );
}
