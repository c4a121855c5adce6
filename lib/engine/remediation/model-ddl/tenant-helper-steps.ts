import { roleGraph } from '../../analysis/role-graph.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { Change, ObjectDefinition } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { tenantHelperName } from '../../policy/tenant-helper.ts';
import { literal, qualified } from '../quote.ts';
import { renderCreateObject, renderDropObject } from '../render/create-object.ts';
import { renderGrant, renderRevoke } from '../render/grants.ts';
import type { DatabaseModel } from './database-model.ts';
import type { Step } from './step.ts';
import type { StatedRows } from './tenancy-steps.ts';

export interface TenantHelper {
  readonly steps: readonly Step[];
  /** How an application says for whom it acts, one sentence. */
  readonly use: string;
}

/** SET LOCAL takes no parameter; set_config does, and `true` ends it with the transaction. */
const bodyOf = (setting: string) => `SELECT pg_catalog.set_config(${literal(setting)}, tenant, true)`;

/**
 * A routine that carries the tenant into a transaction, for the roles isolation must hold against. It runs as whoever calls it and
 * can nothing that `set_config` cannot. Made once in a database; one that is there is left alone.
 */
export function tenantHelper(
  { facts, owner, after }: DatabaseModel,
  tenancy: StatedRows,
  tables: readonly RelationRow[],
  warn: (text: string) => void,
): TenantHelper {
  const { setting } = tenancy;
  const direct = `SELECT pg_catalog.set_config(${literal(setting)}, $1, true)`;
  const use = (call: string) =>
    `The application begins every transaction with ${call}, the tenant as parameter; without it no row is seen. SET LOCAL takes no parameter, and a setting made for the session outlives the request on a pooled connection.`;
  const there = facts
    .read('routines')
    .find((row) => row.name === tenantHelperName && row.signature === 'text' && row.extension === null);
  if (there) {
    const ours = there.source === bodyOf(setting) && !there.securityDefiner;
    if (!ours)
      warn(
        `There is a ${there.schema}.${tenantHelperName}(text) that Postern did not make: it is left as it is.`,
      );
    return { steps: [], use: use(ours ? `SELECT ${qualified(there.schema, there.name)}($1)` : direct) };
  }
  const graph = roleGraph(after);
  const roles = tenancy.roles.filter((role) => graph.roles.has(role)).sort();
  const [schema] = [...new Set(tables.map((row) => row.schema))].sort();
  const row = facts.read('schemas').find((one) => one.name === schema);
  if (roles.length === 0 || schema === undefined || row === undefined) return { steps: [], use: use(direct) };
  const on: ObjectRef = {
    kind: 'function',
    database: facts.name,
    schema,
    name: tenantHelperName,
    signature: 'text',
  };
  const holder = owner.role ?? row.owner;
  const definition: ObjectDefinition = {
    make: 'function',
    parameters: [{ name: 'tenant', type: 'text' }],
    returns: 'text',
    language: 'sql',
    securityDefiner: false,
    searchPath: null,
    body: bodyOf(setting),
  };
  const create: Extract<Change, { do: 'create-object' }> = {
    do: 'create-object',
    on,
    owner: holder,
    definition,
    comment: `Sets ${setting} to the end of the transaction. Made by Postern from the policy's tenancy.`,
  };
  const revoke = { do: 'revoke', privileges: ['EXECUTE'], on, from: null, grantor: holder } as const;
  const why = `tenancy: ${roles.join(', ')} must be able to say for whom`;
  const manner = { owner: holder, versionNum: after.inventory.server.versionNum };
  // Dropping the routine takes its grants along.
  return {
    steps: [
      {
        change: create,
        why,
        up: renderCreateObject(create),
        down: [renderDropObject({ do: 'drop-object', on })],
      },
      { change: revoke, why, up: renderRevoke(revoke, manner, false), down: [] },
      ...roles
        .filter((role) => role !== holder)
        .map((role): Step => {
          const grant = { do: 'grant', privileges: ['EXECUTE'], on, to: role, grantor: holder } as const;
          return { change: grant, why, up: renderGrant(grant, manner), down: [] };
        }),
    ],
    use: use(`SELECT ${qualified(schema, tenantHelperName)}($1)`),
  };
}
