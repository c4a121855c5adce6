import { type GrantGround, heldBy } from './grant-ground.ts';
import type { ModelObject } from './model-objects.ts';
import type { SimulatedObject } from './simulated-object.ts';
import { surplusOf } from './take-surplus.ts';

/** Whoever lost something by a cascade although nobody asked for that has it from the owner now. */
export function restoreOthers(
  ground: GrantGround,
  object: ModelObject,
  sim: SimulatedObject,
  nextOwner: string | null = null,
): void {
  const { access, graph } = ground;
  const lost = object.grants.filter((one) => {
    if (one.grantee !== null && (access.stated.has(one.grantee) || one.grantee === nextOwner)) return false;
    if (one.grantee === sim.owner() || sim.grants().includes(one)) return false;
    if (surplusOf(ground, object, sim, one) !== null) return false;
    return !sim
      .grants()
      .some(
        (other) =>
          other.privilege === one.privilege &&
          (other.column === null || other.column === one.column) &&
          heldBy(graph, access.database, one.grantee)(other),
      );
  });
  const groups = Map.groupBy(lost, (one) => JSON.stringify([one.grantee, one.column, one.grantable]));
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const privileges = [...new Set(group.map((one) => one.privilege))].sort();
    sim.grant(
      { grantee: first.grantee, column: first.column, privileges },
      `had it from ${first.grantor}, whose own right ends here`,
      first.grantable,
    );
  }
}
