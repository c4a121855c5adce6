import type { ConnectionTarget } from '../../../connect/connection-target.ts';
import type { Inventory } from '../../../inventory/inventory.ts';
import { visibleText } from '../../../model/visible-text.ts';
import { databaseRows } from '../../prior.ts';
import type { RehearseOptions } from '../rehearse-options.ts';
import { type ThrowAwaySession, throwAwaySession } from '../throw-away-session.ts';
import { databaseAclSteps } from './acl-updates.ts';
import type { NotCarried } from './not-carried.ts';
import { ownRelations, relationStateSteps, type TypeOf, tableSteps, viewSteps } from './rebuild-relations.ts';
import { countTheRest, policySteps, routineStateSteps, routineSteps } from './rebuild-routines.ts';
import {
  extensionOwnerSteps,
  extensionSteps,
  foreignSteps,
  isSystemSchema,
  largeObjectSteps,
  owned,
  schemaSteps,
  typeSteps,
} from './rebuild-schemas.ts';
import { type RebuildStep, runInPasses, runSteps } from './rebuild-step.ts';
import { isTypeText } from './safe-text.ts';

/** More than that in one database, or in all of them, and only schemas are made: a rehearsal must not take minutes. */
const most = 5_000;
const mostInAll = 10_000;

const sections = [
  'schemas',
  'relations',
  'columns',
  'routines',
  'types',
  'languages',
  'foreign-data-wrappers',
  'foreign-servers',
  'large-objects',
  'extensions',
] as const;

function sayGaps(wanted: Inventory, database: string, lost: NotCarried): void {
  const own = wanted.databases.find((one) => one.name === database);
  for (const name of [...sections, 'policies', 'default-acls'] as const) {
    const section = own?.sections[name];
    if (section !== undefined && 'gap' in section)
      lost.say(
        `not carried to the throw-away server: ${name} of ${visibleText(database, 80)}, which were not read (${section.gap.reason})`,
      );
  }
}

function sizeOf(wanted: Inventory, database: string): number {
  const own = (row: { readonly schema: string }) => !isSystemSchema(row.schema);
  return (
    ownRelations(wanted, database).length +
    databaseRows(wanted, database, 'routines').filter(own).length +
    databaseRows(wanted, database, 'policies').length +
    databaseRows(wanted, database, 'large-objects').length
  );
}

/** The types of the columns as the server knows them; the others, and what is no name of a type, are text there. */
async function typesOf(
  session: ThrowAwaySession,
  wanted: Inventory,
  database: string,
  lost: NotCarried,
): Promise<TypeOf> {
  const relations = new Set(
    ownRelations(wanted, database).map(({ schema, name }) => JSON.stringify([schema, name])),
  );
  const rows = databaseRows(wanted, database, 'columns').filter((row) =>
    relations.has(JSON.stringify([row.schema, row.relation])),
  );
  const known = new Set<string>();
  for (const type of new Set(rows.map((row) => row.type)))
    if (isTypeText(type) && (await session.run(`SELECT CAST(NULL AS ${type})`)) === null) known.add(type);
  for (const { schema, relation, name, type } of rows)
    if (!known.has(type)) lost.add('types of columns (text instead)', `${schema}.${relation}.${name}`);
  return (text) => (known.has(text) ? text : 'pg_catalog.text');
}

/** Owners of what came with the database or an extension, where they are others than those who made it here. */
function presentOwnerSteps(
  wanted: Inventory,
  present: Inventory,
  database: string,
  lost: NotCarried,
): readonly RebuildStep[] {
  const all = (inventory: Inventory) => [
    ...databaseRows(inventory, database, 'relations').map(({ schema, name, kind, owner }) => ({
      on: { kind, database, schema, name },
      owner,
    })),
    ...databaseRows(inventory, database, 'routines').map(({ schema, name, signature, kind, owner }) => ({
      // Windows and aggregates are routines too.
      on: {
        kind: kind === 'procedure' ? ('procedure' as const) : ('function' as const),
        database,
        ...{ schema, name, signature },
      },
      owner,
    })),
    ...databaseRows(inventory, database, 'types')
      .filter((row) => row.kind !== 'multirange')
      .map(({ schema, name, owner }) => ({ on: { kind: 'type' as const, database, schema, name }, owner })),
    ...databaseRows(inventory, database, 'languages').map(({ name, owner }) => ({
      on: { kind: 'language' as const, database, name },
      owner,
    })),
  ];
  const there = new Map(all(present).map(({ on, owner }) => [JSON.stringify(on), owner]));
  return all(wanted).flatMap(({ on, owner }) => {
    const old = there.get(JSON.stringify(on));
    if (old === undefined && on.kind === 'language') lost.add('languages', on.name);
    if (old === undefined || old === owner) return [];
    return [owned(on, owner, 'schema' in on ? `${on.schema}.${on.name}` : on.name)];
  });
}

/**
 * What stands in one database of the snapshot, made again in an empty one of the same name. `made`: how many objects stand in others
 * already; answers how many then do in all. Throws `ConnectFailure`.
 */
export async function rebuildDatabase(
  target: ConnectionTarget,
  database: string,
  options: Pick<RehearseOptions, 'signal' | 'inventory' | 'now'>,
  lost: NotCarried,
  made: number,
): Promise<number> {
  const { inventory: wanted } = options;
  sayGaps(wanted, database, lost);
  const session = await throwAwaySession({ target }, options);
  const run = (steps: Parameters<typeof runSteps>[1]) => runSteps(session, steps, lost);
  try {
    await session.ask('SET check_function_bodies = off');
    const empty = await session.read(sections);
    await run(schemaSteps(wanted, empty, database));
    const size = sizeOf(wanted, database);
    if (size > most || made + size > mostInAll) {
      lost.say(
        `of ${visibleText(database, 80)} only the schemas are on the throw-away server: it has ${size} objects, and more than ${most}, or ${mostInAll} in all databases, are not made again`,
      );
      return made;
    }
    await run(extensionSteps(wanted, database));
    const extended = await session.read(sections);
    await run(presentOwnerSteps(wanted, extended, database, lost));
    await run(extensionOwnerSteps(wanted, database));
    await run(foreignSteps(wanted, extended, database, lost));
    await run(typeSteps(wanted, database, lost));
    const typeOf = await typesOf(session, wanted, database, lost);
    await run(tableSteps(wanted, database, typeOf, lost));
    await runInPasses(
      session,
      [...routineSteps(wanted, database, lost), ...viewSteps(wanted, database, typeOf, lost)],
      lost,
    );
    await run(relationStateSteps(wanted, database));
    await run(routineStateSteps(wanted, database, lost));
    await run(policySteps(wanted, database, lost));
    await run(largeObjectSteps(wanted, database));
    countTheRest(wanted, database, lost);
    const present = await session.read(sections);
    await run(databaseAclSteps(wanted, present, database, lost));
    return made + size;
  } finally {
    await session.close();
  }
}
