import { type DatabaseModel, plannedOn } from './database-model.ts';
import type { GrantGround } from './grant-ground.ts';
import { settleGrants } from './grant-steps.ts';
import { type ModelPlan, modelPlan } from './model-plan.ts';
import { restoreOthers } from './restore-others.ts';
import { freshSteps, type Settled, withUsage } from './settled-objects.ts';

/** What the new owner holds as somebody else would be merged into its ownership, and could not be told apart by the undo. */
function clear({ object, sim }: Settled, to: string, ground: GrantGround): void {
  for (;;) {
    const own = sim.grants().find((one) => one.grantee === to);
    if (own === undefined) break;
    const { grantor, column } = own;
    const privileges = sim
      .grants()
      .filter((one) => one.grantee === to && one.grantor === grantor && one.column === column)
      .map((one) => one.privilege);
    sim.revoke({ grantee: to, grantor, column, privileges }, `${to} is to own it`);
  }
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
    const held = sim.grants().find((one) => one.grantee === to && !sim.canRevoke(one.grantor));
    if (held === undefined) return true;
    warnings.push(
      `${object.on.schema ?? ''}.${object.on.name} stays with ${object.owner}: what ${held.grantor} granted to ${to} on it cannot be taken back, and would be merged into its ownership.`,
    );
    return false;
  };
  const moving = settled.filter(movable);
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
