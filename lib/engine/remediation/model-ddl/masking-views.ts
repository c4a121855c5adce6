import { createHash } from 'node:crypto';
import { columnsOf, relationNamed } from '../../controls/grants/by-relation.ts';
import { rowTenancy } from '../../controls/rows/tenancy-scope.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { majorOf } from '../prior.ts';
import type { DatabaseModel } from './database-model.ts';
import type { KeptColumns } from './kept-columns.ts';
import type { ModelObject } from './model-objects.ts';

/** One view that shows a table to those who may not read all of it. */
export interface MaskingView {
  readonly on: ObjectRef & { readonly schema: string; readonly name: string };
  readonly change: Extract<Change, { do: 'create-object' }>;
  readonly comment: string;
  /** Roles of kind readonly that may SELECT the table, and not all of its columns. */
  readonly audience: readonly string[];
  readonly shows: string;
}

/** Names are cut at 63 bytes by the server: cut here, at a whole character, the end kept. */
export function maskedName(table: string): string {
  const end = '_masked';
  let start = table;
  while (Buffer.byteLength(start) > 63 - end.length) start = [...start].slice(0, -1).join('');
  return `${start}${end}`;
}

/**
 * Masking views of a database: for tables with a column the policy protects by masking, for roles of kind readonly that may read
 * the table and not that column. What is kept shows as NULL, so that from 15 on the view can run as whoever asks: it needs no right
 * that its reader does not have, and row security holds. Before, it runs as the table's owner, behind a barrier.
 */
export function maskingViews(
  model: DatabaseModel,
  kept: KeptColumns,
  objects: readonly ModelObject[],
): readonly MaskingView[] {
  const { facts, access, declared, owner } = model;
  const invoker = majorOf(facts.cluster.inventory) >= 15;
  const readers = declared.filter(({ name, kind }) => kind === 'readonly' && access.stated.has(name));
  const tables = objects.filter(
    ({ on }) =>
      (on.kind === 'table' || on.kind === 'partitioned-table') &&
      kept.on(on.schema, on.name).some(({ entry }) => entry.protection?.includes('masking')),
  );
  return tables.flatMap((table): MaskingView[] => {
    const { schema = '', name = '' } = table.on;
    const audience = readers
      .map((role) => role.name)
      .filter((role) => access.may(role, table.on).has('SELECT') && kept.from(role, schema, name).size > 0);
    if (audience.length === 0) return [];
    const masked = new Set(audience.flatMap((role) => [...kept.from(role, schema, name)]));
    const columns = columnsOf(facts, schema, name).map((column) => ({
      name: column.name,
      expression: masked.has(column.name) ? `NULL::${column.type}` : null,
    }));
    const on = { kind: 'view' as const, database: facts.name, schema, name: maskedName(name) };
    const definition = {
      make: 'view',
      columns,
      from: table.on,
      securityBarrier: true,
      securityInvoker: invoker,
    } as const;
    const holder = owner.after(table);
    const digest = createHash('sha256')
      .update(canonicalJson({ definition, holder }))
      .digest('hex')
      .slice(0, 12);
    const comment = `Shows ${name} with ${[...masked].sort().join(', ')} as NULL. Made by Postern from the policy's classification (${digest}).`;
    return [
      {
        on,
        comment,
        audience,
        shows: `${schema}.${on.name} shows ${
          columns
            .filter((one) => one.expression === null)
            .map((one) => one.name)
            .join(', ') || 'no column'
        } of ${schema}.${name} as they are and ${[...masked].sort().join(', ')} as NULL, to ${audience.join(', ')}.`,
        change: { do: 'create-object', on, owner: holder, definition, comment },
      },
    ];
  });
}

/** Whether the view is there as Postern would make it. */
export function isMade({ facts }: DatabaseModel, { on, comment }: MaskingView): boolean {
  return relationNamed(facts, on.schema, on.name)?.comment === comment;
}

/** Before 15 the view asks as its owner: on a table of several tenants that has to be a role row security binds. */
export function showsEveryTenant(model: DatabaseModel, view: MaskingView): boolean {
  const { definition, owner } = view.change;
  if (definition.make !== 'view' || definition.securityInvoker) return false;
  const tenancy = rowTenancy(model.policy, model.facts.name);
  if (!('column' in tenancy)) return false;
  const { schema = '', name = '' } = definition.from;
  if (tenancy.except.has(`${schema}.${name}`)) return false;
  const tenants = columnsOf(model.facts, schema, name).some((one) => one.name === tenancy.column);
  return tenants && owner !== model.owner.role;
}
