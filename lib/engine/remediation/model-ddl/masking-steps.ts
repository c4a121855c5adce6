import { relationNamed } from '../../controls/grants/by-relation.ts';
import { renderCreateObject, renderDropObject } from '../render/create-object.ts';
import { renderGrant } from '../render/grants.ts';
import { type DatabaseModel, plannedOn } from './database-model.ts';
import { isMade, type MaskingView, showsEveryTenant } from './masking-views.ts';
import { type ModelPlan, modelPlan } from './model-plan.ts';
import type { Step } from './step.ts';

function viewSteps({ change, audience, on }: MaskingView, versionNum: number): readonly Step[] {
  const why = `classification: ${audience.join(', ')} may read the table, and not all of it (protection: masking)`;
  const grantor = change.owner ?? '';
  return [
    {
      change,
      why,
      up: renderCreateObject(change),
      down: [renderDropObject({ do: 'drop-object', on })],
    },
    // Dropping the view takes its grants along.
    ...audience.map((role): Step => {
      const grant = { do: 'grant', privileges: ['SELECT'], on, to: role, grantor } as const;
      return { change: grant, why, up: renderGrant(grant, { owner: grantor, versionNum }), down: [] };
    }),
  ];
}

/** Masking views that are not there yet, with what each shows. Null where none is wanted. */
export function maskingSteps(model: DatabaseModel, views: readonly MaskingView[]): ModelPlan | null {
  const { facts } = model;
  const warnings: string[] = [];
  const wanted = views.filter((view) => {
    if (isMade(model, view)) return false;
    const name = `${view.on.schema}.${view.on.name}`;
    if (relationNamed(facts, view.on.schema, view.on.name)) {
      warnings.push(`There is a ${name} that is not as Postern would make it: drop or rename it first.`);
      return false;
    }
    if (showsEveryTenant(model, view)) {
      warnings.push(
        `${name} is not made: before PostgreSQL 15 it would show the rows of every tenant as its owner ${view.change.owner}. Hand the table to the owner role first.`,
      );
      return false;
    }
    return true;
  });
  return modelPlan(
    {
      part: 'masking',
      title: `masking views in ${facts.name}`,
      database: facts.name,
      outside: wanted.map((view) => view.shows),
      warnings,
    },
    wanted.flatMap((view) => viewSteps(view, facts.cluster.inventory.server.versionNum)),
    plannedOn(model),
  );
}
