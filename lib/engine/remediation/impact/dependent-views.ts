import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { ViewDependencyRow } from '../../inventory/sections/view-dependencies.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { Dependent } from './dependent.ts';
import { heldOn, holders, type Rights, relationKey, relationsByKey } from './rights.ts';

const isInvoker = (view: RelationRow) =>
  view.options.some((option) => /^security_invoker=(true|on|yes|1)$/i.test(option));

const dependenciesOf = memo((facts: DatabaseFacts) => facts.read('view-dependencies'));

/** How many routines have that name: which of several a view calls is not in the snapshot. */
const routinesNamed = memo(
  (
    facts: DatabaseFacts,
  ): ReadonlyMap<string, readonly { readonly signature: string; readonly kind: string }[]> =>
    Map.groupBy(facts.read('routines'), (row) => relationKey(row.schema, row.name)),
);

interface Reading {
  readonly rights: Rights;
  readonly was: RelationRow;
  readonly view: RelationRow;
  readonly read: RelationRow;
}

const refTo = (database: string, { kind, schema, name }: RelationRow) => ({ kind, database, schema, name });

const full = ({ schema, name }: { readonly schema: string; readonly name: string }) => `${schema}.${name}`;

/** A view reads as its owner: without that role's right it fails for everybody. */
function asOwner({ rights, was, view, read }: Reading): Dependent | null {
  const { before, after } = rights;
  const then = heldOn(after.access, after.facts, view.owner, read, 'SELECT');
  if (then === 'whole') return null;
  const now = isInvoker(was) ? 'whole' : heldOn(before.access, before.facts, was.owner, read, 'SELECT');
  if (
    now === 'none' ||
    (now === 'part' && then === 'part' && !rights.relations.has(relationKey(read.schema, read.name)))
  )
    return null;
  const what = view.kind === 'materialized-view' ? 'its REFRESH reads' : 'it reads';
  return {
    object: refTo(rights.name, view),
    roles: null,
    outcome: then === 'none' && now === 'whole' ? 'fails' : 'may-fail',
    why: `${what} ${full(read)} as its owner ${view.owner}, who has no SELECT on ${then === 'part' ? 'all of it' : 'it'} any more`,
  };
}

/** A view with `security_invoker` reads as whoever asks it. */
function asCaller({ rights, was, view, read }: Reading): Dependent | null {
  const { before, after } = rights;
  const cut = holders(after.access, view, 'SELECT').filter((role) => {
    if (heldOn(after.access, after.facts, role, read, 'SELECT') !== 'none') return false;
    return isInvoker(was)
      ? heldOn(before.access, before.facts, role, read, 'SELECT') !== 'none'
      : before.access.has(role, was, 'SELECT');
  });
  if (cut.length === 0) return null;
  return {
    object: refTo(rights.name, view),
    roles: cut,
    outcome: 'fails',
    why: `it reads ${full(read)} as whoever asks it, and these have no SELECT on it then`,
  };
}

/** Functions in a view run as whoever asks it, whatever the view. */
function byCalls(
  rights: Rights,
  view: RelationRow,
  { dependsOnSchema, dependsOn }: ViewDependencyRow,
): Dependent | null {
  const overloads = routinesNamed(rights.after.facts).get(relationKey(dependsOnSchema, dependsOn)) ?? [];
  const losers = new Set(
    overloads.flatMap(({ signature, kind }) => [
      ...rights.losers(
        {
          kind: kind === 'procedure' ? 'procedure' : 'function',
          schema: dependsOnSchema,
          name: dependsOn,
          signature,
        },
        'EXECUTE',
      ),
    ]),
  );
  const cut = [...losers].filter((role) => rights.after.access.has(role, view, 'SELECT')).sort();
  if (cut.length === 0) return null;
  return {
    object: refTo(rights.name, view),
    roles: cut,
    outcome: overloads.length === 1 ? 'fails' : 'may-fail',
    why: `it calls ${dependsOnSchema}.${dependsOn} as whoever asks it, and these have no EXECUTE on it then`,
  };
}

const writes = ['INSERT', 'UPDATE', 'DELETE'] as const satisfies readonly Privilege[];

/** Superusers may write wherever they like, and predefined roles stand for nobody by themselves. */
const writers = ({ access }: Rights['after'], view: RelationRow, privilege: Privilege) =>
  holders(access, view, privilege).filter(
    (role) => !role.startsWith('pg_') && !access.graph.roles.get(role)?.superuser,
  );

/** Writing through a view asks for its owner's right underneath. */
function byWriting({ rights, view, read }: Reading): Dependent | null {
  const { after } = rights;
  const lost = writes.filter(
    (privilege) =>
      rights.losers(read, privilege).has(view.owner) &&
      writers(after, view, privilege).some((role) => role !== view.owner),
  );
  if (lost.length === 0) return null;
  return {
    object: refTo(rights.name, view),
    roles: null,
    outcome: 'may-fail',
    why: `${lost.join(', ')} through it is done to ${full(read)} as its owner ${view.owner}, who loses that`,
  };
}

/** Views that read a failing one fail with it. */
function readersOf(
  failing: readonly Dependent[],
  rights: Rights,
  dependencies: readonly ViewDependencyRow[],
): readonly Dependent[] {
  const relations = relationsByKey(rights.after.facts);
  const seen = new Set(failing.map(({ object }) => relationKey(object.schema ?? '', object.name ?? '')));
  const readers = Map.groupBy(
    dependencies.filter((row) => row.kind === 'relation'),
    (row) => relationKey(row.dependsOnSchema, row.dependsOn),
  );
  const found: Dependent[] = [];
  const queue = [...failing];
  for (const { object, outcome } of queue) {
    for (const row of readers.get(relationKey(object.schema ?? '', object.name ?? '')) ?? []) {
      const key = relationKey(row.schema, row.view);
      const view = relations.get(key);
      if (!view || seen.has(key) || object.kind === 'materialized-view') continue;
      seen.add(key);
      const why = `it reads view ${object.schema}.${object.name}, which ${outcome === 'fails' ? 'fails' : 'may fail'}`;
      const next: Dependent = { object: refTo(rights.name, view), roles: null, outcome, why };
      found.push(next);
      queue.push(next);
    }
  }
  return found;
}

/** Views that fail, for everybody or for some. Throws `UnreadSection`. */
export function dependentViews(rights: Rights): readonly Dependent[] {
  const { before, after } = rights;
  const [old, now] = [relationsByKey(before.facts), relationsByKey(after.facts)];
  const dependencies = dependenciesOf(after.facts);
  const failing: Dependent[] = [];
  const others: Dependent[] = [];
  for (const row of dependencies) {
    const key = relationKey(row.schema, row.view);
    const [was, view] = [old.get(key), now.get(key)];
    if (!was || !view) continue;
    if (row.kind === 'routine') {
      const called = rights.anyLost ? byCalls(rights, view, row) : null;
      if (called) others.push(called);
      continue;
    }
    const readKey = relationKey(row.dependsOnSchema, row.dependsOn);
    const read = now.get(readKey);
    const other = was.owner !== view.owner || isInvoker(was) !== isInvoker(view);
    if (!read || (!other && !rights.relations.has(readKey))) continue;
    const reading = { rights, was, view, read };
    const fails = isInvoker(view) ? asCaller(reading) : asOwner(reading);
    if (fails) (fails.roles === null ? failing : others).push(fails);
    const writing = isInvoker(view) ? null : byWriting(reading);
    if (writing) others.push(writing);
  }
  return [...failing, ...others, ...readersOf(failing, rights, dependencies)];
}
