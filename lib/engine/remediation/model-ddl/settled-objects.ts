import { byPredefined, type GrantGround, heldBy } from './grant-ground.ts';
import { settleGrants } from './grant-steps.ts';
import type { ModelObject } from './model-objects.ts';
import { type SimulatedObject, simulateObject } from './simulated-object.ts';
import type { Step } from './step.ts';

export interface Settled {
  readonly object: ModelObject;
  readonly sim: SimulatedObject;
}

/** An object as it stands, to be settled under roles and memberships as they are to be. */
export function unsettled({ graph, access, facts }: GrantGround, object: ModelObject): Settled {
  const isSuperuser = (role: string) => graph.roles.get(role)?.superuser === true;
  const hasPrivilegesOf = (role: string, other: string) =>
    isSuperuser(role) || graph.reaches(role, other, 'inherit', access.database);
  const rights = { isSuperuser, hasPrivilegesOf };
  const { versionNum } = facts.cluster.inventory.server;
  return {
    object,
    sim: simulateObject(object.on, object.owner, object.grants, rights, versionNum),
  };
}

/** Steps that were added to these objects since the last time somebody asked. */
export function freshSteps(objects: readonly Settled[]): (phase: (one: Settled) => void) => readonly Step[] {
  const done = new Map(objects.map(({ sim }) => [sim, sim.steps().length]));
  return (phase) =>
    objects.flatMap((one) => {
      phase(one);
      const steps = one.sim.steps().slice(done.get(one.sim));
      done.set(one.sim, one.sim.steps().length);
      return steps;
    });
}

/**
 * Puts the steps between a USAGE on the schema for whoever has to speak in them and cannot name an object there, and its end:
 * a grant is taken back by whoever gave it, or not at all.
 */
export function withUsage(
  ground: GrantGround,
  schemas: readonly Settled[],
  objects: readonly Settled[],
  steps: readonly Step[],
): readonly Step[] {
  const { graph, access } = ground;
  const lent: { readonly schema: SimulatedObject; readonly to: string }[] = [];
  const from = schemas.map(({ sim }) => sim.steps().length);
  const bySchema = Map.groupBy(objects, ({ sim }) => sim.on.schema);
  for (const { object, sim: schema } of schemas) {
    const inside = bySchema.get(schema.on.name) ?? [];
    const actors = new Set(inside.flatMap(({ sim }) => [...sim.actors()]));
    for (const to of actors) {
      if (graph.roles.get(to)?.superuser !== false) continue;
      const held = heldBy(graph, access.database, to);
      const has =
        schema.grants().some((one) => one.privilege === 'USAGE' && held(one)) ||
        byPredefined(ground, to, object, 'USAGE');
      if (has) continue;
      schema.grant(
        { grantee: to, column: null, privileges: ['USAGE'] },
        `${to} takes back below what it once granted here, and has to find it`,
      );
      lent.push({ schema, to });
    }
  }
  const lending = schemas.flatMap(({ sim }, at) => sim.steps().slice(from[at]));
  const then = schemas.map(({ sim }) => sim.steps().length);
  for (const { schema, to } of lent)
    schema.revoke(
      { grantee: to, grantor: schema.owner(), column: null, privileges: ['USAGE'] },
      `${to} had this for the statements above alone`,
    );
  const returning = schemas.flatMap(({ sim }, at) => sim.steps().slice(then[at]));
  const passing = (step: Step): Step => ({ ...step, passing: true });
  return [...lending.map(passing), ...steps, ...returning.map(passing)];
}

/**
 * The grants of one database from today's to the intended ones: objects first, schemas after them, so that whoever takes back
 * what it granted still finds it; the undo goes the other way round.
 */
export function settleAll(ground: GrantGround, all: readonly Settled[]): readonly Step[] {
  const schemas = all.filter(({ object }) => object.on.kind === 'schema');
  const others = all.filter(({ object }) => object.on.kind !== 'schema');
  const settle = ({ object, sim }: Settled) => settleGrants(ground, object, sim);
  const steps = freshSteps(others)(settle);
  return [...withUsage(ground, schemas, others, steps), ...freshSteps(schemas)(settle)];
}
