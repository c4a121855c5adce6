import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { routineRef } from '../../analysis/row-security/routine-reach.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { TriggerRow } from '../../inventory/sections/triggers.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { Dependent } from './dependent.ts';
import { heldOn, holders, type Rights, relationKey } from './rights.ts';
import { mayHold, type RoutineNeeds, relationsMeant, routineNeeds, wordsOf } from './routine-needs.ts';

const system = /^(pg_catalog|information_schema)$/;

/** A right that a routine's text needs, and on what. */
interface Need {
  readonly what: string;
  readonly certain: boolean;
  /** Whether a role has it: all of it, some of it (of columns), or nothing. */
  held(side: Rights['before'], role: string): 'whole' | 'part' | 'none';
}

const full = ({ schema, name }: { readonly schema: string; readonly name: string }) => `${schema}.${name}`;

const relationRight = (relation: RelationRow, privilege: Privilege, certain: boolean): Need => ({
  what: `${privilege} on ${full(relation)}`,
  certain,
  held: ({ access, facts }, role) => heldOn(access, facts, role, relation, privilege),
});

const schemaRight = (name: string, certain: boolean): Need => ({
  what: `USAGE on schema ${name}`,
  certain,
  held: ({ access }, role) => (access.has(role, { kind: 'schema', name }, 'USAGE') ? 'whole' : 'none'),
});

const callRight = (facts: DatabaseFacts, routine: RoutineRow, certain: boolean): Need => ({
  what: `EXECUTE on ${full(routine)}`,
  certain,
  held: ({ access }, role) => (access.has(role, routineRef(facts, routine), 'EXECUTE') ? 'whole' : 'none'),
});

const routinesByName = memo((facts: DatabaseFacts) => Map.groupBy(facts.read('routines'), (row) => row.name));

/** What the text needs of what exists in both snapshots. */
function needsOf({ before, after }: Rights, routine: RoutineRow, said: RoutineNeeds): readonly Need[] {
  const { facts } = before;
  const exists = (relation: RelationRow) =>
    after.access.find({ kind: relation.kind, schema: relation.schema, name: relation.name }) !== undefined;
  const schemas = new Set<string>();
  const needs = said.relations.flatMap(({ schema, name, privilege }): Need[] => {
    const { relations, certain } = relationsMeant(facts, routine, { schema, name });
    return relations.filter(exists).map((relation) => {
      if (certain && !said.bound) schemas.add(relation.schema);
      return relationRight(relation, privilege, certain);
    });
  });
  const calls = said.calls.flatMap(({ schema, name }): Need[] => {
    const named = routinesByName(facts).get(name) ?? [];
    const found = named.filter((row) => (schema === null ? !system.test(row.schema) : row.schema === schema));
    const there = found.filter((row) => after.access.find(routineRef(facts, row)) !== undefined);
    return there.map((row) => callRight(facts, row, schema !== null && found.length === 1));
  });
  return [...needs, ...[...schemas].map((name) => schemaRight(name, true)), ...calls];
}

interface Missing {
  readonly need: Need;
  readonly outcome: Dependent['outcome'];
}

/** What `role` had and does not have: the need that surely fails first, where there is one. */
function missing(needs: readonly Need[], rights: Rights, was: string, is: string): Missing | null {
  let found: Missing | null = null;
  for (const need of needs) {
    const then = need.held(rights.after, is);
    if (then === 'whole' || need.held(rights.before, was) === 'none') continue;
    if (then === 'none' && need.certain) return { need, outcome: 'fails' };
    found ??= { need, outcome: 'may-fail' };
  }
  return found;
}

const triggersOf = memo(
  (facts: DatabaseFacts): ReadonlyMap<string, readonly TriggerRow[]> =>
    Map.groupBy(
      facts.read('triggers').filter((row) => row.enabled),
      (row) => relationKey(row.functionSchema, row.functionName),
    ),
);

/** Who runs it: those who may call it, or who write to the tables whose triggers it is. */
function runners({ after, before }: Rights, routine: RoutineRow): ReadonlySet<string> {
  if (routine.returnType !== 'trigger')
    return new Set(holders(after.access, routineRef(after.facts, routine), 'EXECUTE'));
  const fired = triggersOf(after.facts).get(relationKey(routine.schema, routine.name)) ?? [];
  return new Set(
    fired.flatMap(({ schema, relation: name }) =>
      (['INSERT', 'UPDATE', 'DELETE'] as const).flatMap((privilege) =>
        holders(before.access, { kind: 'table', schema, name }, privilege),
      ),
    ),
  );
}

function asOwner(rights: Rights, was: RoutineRow, is: RoutineRow, needs: readonly Need[]): Dependent | null {
  const found = missing(needs, rights, was.owner, is.owner);
  if (!found) return null;
  return {
    object: routineRef(rights.after.facts, is),
    roles: null,
    outcome: found.outcome,
    why: `it runs as its owner ${is.owner}, who has no ${found.need.what} any more`,
  };
}

/** Those of its callers for whom it works today and does not then. */
function asCaller(rights: Rights, was: RoutineRow, is: RoutineRow, needs: readonly Need[]): Dependent | null {
  const cut = [...runners(rights, is)].flatMap((role) => {
    const found = missing(needs, rights, was.securityDefiner ? was.owner : role, role);
    return found ? [{ role, ...found }] : [];
  });
  const [first] = cut;
  if (!first) return null;
  const names = [...new Set(cut.map(({ need }) => need.what))];
  const by = is.returnType === 'trigger' ? 'whoever writes to the table' : 'whoever calls it';
  return {
    object: routineRef(rights.after.facts, is),
    roles: cut.map(({ role }) => role).sort(),
    outcome: cut.every(({ outcome }) => outcome === 'fails') ? 'fails' : 'may-fail',
    why: `it runs as ${by}, and these have no ${names.slice(0, 3).join(', ')} then`,
  };
}

/** Whether its text may need anything that somebody loses. */
function mayNeed(routine: RoutineRow, names: readonly string[]): boolean {
  const words = wordsOf(routine);
  return names.some((name) => mayHold(words, name));
}

/** What of the losses can be named by a routine's text. */
function lostNames(rights: Rights): readonly string[] {
  const relations = [...rights.relations].map((key) => key.slice(key.indexOf('\0') + 1));
  return [...new Set([...relations, ...rights.routines])];
}

/** Routines that fail: SECURITY DEFINER ones for everybody, others for whom they run as. Throws `UnreadSection`. */
export function dependentRoutines(rights: Rights): readonly Dependent[] {
  const key = (row: RoutineRow) => JSON.stringify([row.schema, row.name, row.signature]);
  const [old, now] = [rights.before.facts.read('routines'), rights.after.facts.read('routines')];
  const before = new Map(old === now ? [] : old.map((row) => [key(row), row]));
  const names = lostNames(rights);
  return now.flatMap((is): Dependent[] => {
    if (system.test(is.schema) || is.source === null) return [];
    const was = old === now ? is : before.get(key(is));
    if (!was) return [];
    const other = was.owner !== is.owner || was.securityDefiner !== is.securityDefiner;
    if (!other && rights.schemas.size === 0 && !mayNeed(is, names)) return [];
    const said = routineNeeds(was);
    const needs = needsOf(rights, was, said);
    const found = is.securityDefiner ? asOwner(rights, was, is, needs) : asCaller(rights, was, is, needs);
    if (found) return [found];
    const hidden = is.securityDefiner ? hiddenNeed(rights, is, said, names) : null;
    return hidden ? [hidden] : [];
  });
}

/** A text that could not be read whole, of which its owner may need what it loses. */
function hiddenNeed(
  rights: Rights,
  routine: RoutineRow,
  said: RoutineNeeds,
  names: readonly string[],
): Dependent | null {
  if (said.incomplete === null || !rights.losingRoles.has(routine.owner) || !mayNeed(routine, names))
    return null;
  return {
    object: routineRef(rights.after.facts, routine),
    roles: null,
    outcome: 'may-fail',
    why: `it runs as its owner ${routine.owner}, who loses something that its text names, and not all of it can be read: ${said.incomplete}`,
  };
}
