import { columnsOf, relationNamed } from '../../controls/grants/by-relation.ts';
import type { Change, ObjectDefinition } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { renderCreateObject, renderDropObject } from '../render/create-object.ts';
import { renderRevoke } from '../render/grants.ts';
import type { AuditIntent } from './audit-intent.ts';
import { noteRole, recordChange, trailColumns, trailSchema, trailTable } from './audit-trail.ts';
import { type DatabaseModel, plannedOn } from './database-model.ts';
import { type ModelPlan, modelPlan } from './model-plan.ts';
import type { Step } from './step.ts';

type Create = Extract<Change, { do: 'create-object' }>;

const noteName = 'note_role';
const recordName = 'record_change';
/** Triggers of one event fire by name: first who acts, then what was done. */
const noteTrigger = 'postern_audit_1_note_role';
const recordTrigger = 'postern_audit_2_record_change';

const comment = "Part of the trail of changes to regulated rows. Made by Postern from the policy's audit.";

interface Trail {
  readonly model: DatabaseModel;
  readonly owner: string;
  readonly why: string;
}

const at = (
  { model }: Trail,
  kind: ObjectRef['kind'],
  name: string,
  more: Partial<ObjectRef> = {},
): ObjectRef => ({
  kind,
  database: model.facts.name,
  ...(kind === 'schema' ? {} : { schema: trailSchema }),
  name,
  ...more,
});

function made(trail: Trail, on: ObjectRef, definition: ObjectDefinition, owner: string | null): Step {
  const change: Create = {
    do: 'create-object',
    on,
    owner,
    definition,
    comment: on.kind === 'trigger' ? null : comment,
  };
  return {
    change,
    why: trail.why,
    up: renderCreateObject(change),
    down: [renderDropObject({ do: 'drop-object', on })],
  };
}

/** Everybody may execute a new routine: trigger functions fire without that. Dropping the routine undoes it. */
function closed(trail: Trail, on: ObjectRef): Step {
  const change = { do: 'revoke', privileges: ['EXECUTE'], on, from: null, grantor: trail.owner } as const;
  const { versionNum } = trail.model.facts.cluster.inventory.server;
  const manner = { owner: trail.owner, versionNum };
  return { change, why: trail.why, up: renderRevoke(change, manner, false), down: [] };
}

function tableSteps(trail: Trail): readonly Step[] {
  const { facts } = trail.model;
  const schema = facts.read('schemas').some((row) => row.name === trailSchema);
  const table = relationNamed(facts, trailSchema, trailTable) !== undefined;
  return [
    ...(schema ? [] : [made(trail, at(trail, 'schema', trailSchema), { make: 'schema' }, trail.owner)]),
    ...(table
      ? []
      : [made(trail, at(trail, 'table', trailTable), { make: 'table', columns: trailColumns }, trail.owner)]),
  ];
}

function routineSteps(trail: Trail, warn: (text: string) => void): readonly Step[] {
  const { facts, policy } = trail.model;
  const setting = policy.tenancy?.model === 'row' ? (policy.tenancy.setting ?? null) : null;
  return [
    { name: noteName, definition: noteRole },
    { name: recordName, definition: recordChange(setting) },
  ].flatMap(({ name, definition }) => {
    const there = facts.read('routines').find((row) => row.schema === trailSchema && row.name === name);
    if (there) {
      if (there.source !== definition.body || there.securityDefiner !== definition.securityDefiner)
        warn(`${trailSchema}.${name} is not as Postern makes it: it is left as it is.`);
      return [];
    }
    const on = at(trail, 'function', name, { signature: '' });
    return [made(trail, on, definition, trail.owner), closed(trail, on)];
  });
}

/** The primary key without what is classified: a trail names the row, not the person. */
function keyColumns(
  { facts }: DatabaseModel,
  { regulated }: AuditIntent,
  schema: string,
  table: string,
): readonly string[] {
  const key = facts
    .read('unique-keys')
    .find((row) => row.schema === schema && row.relation === table && row.primary);
  const hidden = new Set(
    regulated.filter((one) => one.schema === schema && one.table === table).map((one) => one.column),
  );
  return (key?.columns ?? []).filter((name) => name !== null).filter((name) => !hidden.has(name));
}

function triggerSteps(trail: Trail, intent: AuditIntent, warn: (text: string) => void): readonly Step[] {
  const { facts } = trail.model;
  const tables = new Map(
    intent.regulated
      .filter((one) => one.database === facts.name && columnsOf(facts, one.schema, one.table).length > 0)
      .map((one) => [JSON.stringify([one.schema, one.table]), one]),
  );
  return [...tables.values()].flatMap(({ schema, table }) => {
    const row = relationNamed(facts, schema, table);
    if (row?.kind !== 'table' && row?.kind !== 'partitioned-table') {
      warn(`${schema}.${table} is no table: changes to it are recorded where its rows are kept.`);
      return [];
    }
    const key = keyColumns(trail.model, intent, schema, table);
    return [
      { name: noteTrigger, calls: { schema: trailSchema, name: noteName, arguments: [] } },
      { name: recordTrigger, calls: { schema: trailSchema, name: recordName, arguments: key } },
    ].flatMap(({ name, calls }) => {
      const there = facts
        .read('triggers')
        .some((one) => one.schema === schema && one.relation === table && one.name === name);
      if (there) return [];
      const on = at(trail, 'trigger', name, { schema, relation: table });
      return [made(trail, on, { make: 'trigger', events: ['INSERT', 'UPDATE', 'DELETE'], calls }, null)];
    });
  });
}

/**
 * Where pgaudit cannot record writes of regulated rows, triggers do: a trail that its writers cannot touch. The table is never
 * dropped by an undo, for it holds evidence by then; the triggers are. Reads have no trigger.
 */
export function auditTriggerPlans(model: DatabaseModel, intent: AuditIntent): readonly (ModelPlan | null)[] {
  const { facts, owner } = model;
  const here = intent.regulated.some((one) => one.database === facts.name);
  const wanted =
    intent.pgaudit === null && here && (intent.objects.writes || intent.classes.includes('write'));
  if (!wanted) return [];
  const trail: Trail = {
    model,
    owner: owner.role ?? facts.cluster.inventory.server.bootstrapRole,
    why: `audit.events: ${intent.events.join(', ')}, and pgaudit is not loaded`,
  };
  const warnings: string[] = [];
  const warn = (text: string) => warnings.push(text);
  const tables = tableSteps(trail);
  const routines = [...routineSteps(trail, warn), ...triggerSteps(trail, intent, warn)];
  const database = facts.name;
  return [
    modelPlan(
      {
        part: 'audit-table',
        title: `the trail of changes in ${facts.name}`,
        database,
        outside:
          tables.length === 0
            ? []
            : [`Keep ${trailSchema}.${trailTable} small: move old rows away as its owner, ${trail.owner}.`],
        warnings: [],
        irreversible:
          'the trail holds evidence once rows are in it: keep them elsewhere, then drop it by hand',
      },
      tables,
      plannedOn(model),
    ),
    modelPlan(
      {
        part: 'audit-triggers',
        title: `triggers that record changes in ${facts.name}`,
        database,
        outside: [],
        warnings,
      },
      routines,
      plannedOn(model),
    ),
  ];
}
