import type { PolicyRow } from '../../inventory/sections/policies.ts';
import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Condition } from '../plan.ts';
import { literal } from '../quote.ts';
import { objectExists, roleExists, roleOid } from './catalog-object.ts';
import { condition, nameSays, notYet, objectSays, roleSays } from './says.ts';
import { storedNames } from './setting-conditions.ts';

type ChangeOf<Do extends Change['do']> = Extract<Change, { do: Do }>;
export type SchemaChange = ChangeOf<
  | 'row-security'
  | 'create-policy'
  | 'drop-policy'
  | 'set-view-option'
  | 'routine-search-path'
  | 'routine-security'
  | 'routine-leakproof'
>;

const commandLetters = { ALL: '*', SELECT: 'r', INSERT: 'a', UPDATE: 'w', DELETE: 'd' } as const;

function policyExists(on: ObjectRef, policy: string, and = ''): string {
  return (
    'EXISTS (SELECT FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class o ON o.oid = p.polrelid ' +
    'JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace ' +
    `WHERE n.nspname = ${literal(on.schema ?? '')} AND o.relname = ${literal(on.name ?? '')} ` +
    `AND p.polname = ${literal(policy)}${and})`
  );
}

/** The clauses' text is the server's own rewriting, which cannot be compared: that they are there can. */
function policyAsSaid(change: ChangeOf<'create-policy'>): string {
  const oids = change.roles.map((role) => (role === null ? '0::pg_catalog.oid' : roleOid(role)));
  const roles = `ARRAY[${oids.join(', ')}]::pg_catalog.oid[]`;
  return policyExists(
    change.on,
    change.policy,
    [
      ` AND p.polcmd = '${commandLetters[change.command]}'`,
      `AND ${change.permissive ? '' : 'NOT '}p.polpermissive`,
      `AND p.polqual IS ${change.using === null ? '' : 'NOT '}NULL`,
      `AND p.polwithcheck IS ${change.withCheck === null ? '' : 'NOT '}NULL`,
      `AND p.polroles OPERATOR(pg_catalog.@>) ${roles} AND p.polroles OPERATOR(pg_catalog.<@) ${roles}`,
    ].join(' '),
  );
}

function viewOption({ on, option, value }: ChangeOf<'set-view-option'>): string {
  const entry =
    `SELECT FROM pg_catalog.pg_options_to_table(o.reloptions) v WHERE v.option_name = '${option}'` +
    (value === null ? '' : ` AND v.option_value::pg_catalog.bool = ${value}`);
  return objectExists(on, `${value === null ? 'NOT ' : ''}EXISTS (${entry})`);
}

function searchPath({ on, schemas }: ChangeOf<'routine-search-path'>): string {
  if (schemas === null)
    return objectExists(
      on,
      "NOT EXISTS (SELECT FROM pg_catalog.unnest(o.proconfig) AS c(entry) WHERE c.entry LIKE 'search\\_path=%')",
    );
  const stored = storedNames(schemas.length === 0 ? [''] : schemas);
  return objectExists(on, `('search_path=' || ${stored}) = ANY (o.proconfig)`);
}

function flagsOf({ enable, force }: ChangeOf<'row-security'>) {
  return [
    ...(enable === undefined
      ? []
      : [{ says: enable ? 'on' : 'off', test: `${enable ? '' : 'NOT '}o.relrowsecurity` }]),
    ...(force === undefined
      ? []
      : [{ says: force ? 'forced' : 'not forced', test: `${force ? '' : 'NOT '}o.relforcerowsecurity` }]),
  ];
}

/** What is true once the change is made, and not before it. */
function outcome(change: SchemaChange): { readonly says: string; readonly expression: string } {
  const on = objectSays(change.on);
  switch (change.do) {
    case 'row-security': {
      const flags = flagsOf(change);
      return {
        says: `row security of ${on} is ${flags.map(({ says }) => says).join(' and ')}`,
        expression: objectExists(change.on, flags.map(({ test }) => test).join(' AND ')),
      };
    }
    case 'create-policy':
      return {
        says: `policy ${nameSays(change.policy)} on ${on} is there for its command and roles`,
        expression: policyAsSaid(change),
      };
    case 'drop-policy':
      return {
        says: `policy ${nameSays(change.policy)} on ${on} is gone`,
        expression: `NOT ${policyExists(change.on, change.policy)}`,
      };
    case 'set-view-option':
      return {
        says: `${change.option} of ${on} is ${change.value === null ? 'not set' : change.value}`,
        expression: viewOption(change),
      };
    case 'routine-search-path':
      return {
        says:
          change.schemas === null
            ? `${on} has no search_path of its own`
            : `${on} runs with its own search_path: ${change.schemas.map(nameSays).join(', ')}`,
        expression: searchPath(change),
      };
    case 'routine-security':
      return {
        says: `${on} runs as ${change.definer ? 'its owner' : 'whoever calls it'}`,
        expression: objectExists(change.on, `${change.definer ? '' : 'NOT '}o.prosecdef`),
      };
    case 'routine-leakproof':
      return {
        says: `${on} is ${change.leakproof ? '' : 'not '}leakproof`,
        expression: objectExists(change.on, `${change.leakproof ? '' : 'NOT '}o.proleakproof`),
      };
  }
}

/** Clauses of a policy that is written anew, as the server writes them out now; only those that will differ. */
function clausesBefore(
  change: SchemaChange,
  prior: PolicyRow | undefined,
): { readonly same: string; readonly other: string } | null {
  if (change.do !== 'create-policy' || prior === undefined) return null;
  const clauses = [
    ...(prior.using === change.using ? [] : [['p.polqual', prior.using] as const]),
    ...(prior.withCheck === change.withCheck ? [] : [['p.polwithcheck', prior.withCheck] as const]),
  ].map(([column, text]) => ({
    written: `pg_catalog.pg_get_expr(${column}, p.polrelid)`,
    was: text === null ? 'NULL' : literal(text),
  }));
  if (clauses.length === 0) return null;
  const all = (test: string) => clauses.map(({ written, was }) => ` AND ${written} ${test} ${was}`).join('');
  return {
    same: policyExists(change.on, change.policy, all('IS NOT DISTINCT FROM')),
    other: policyExists(change.on, change.policy, all('IS DISTINCT FROM')),
  };
}

const clausesSays = (change: SchemaChange) =>
  `the clauses of policy ${'policy' in change ? nameSays(change.policy) : ''} on ${objectSays(change.on)}`;

/** `prior`: the policy of that name that the snapshot has, for a policy that is written anew. */
export function beforeSchemaChange(change: SchemaChange, prior: PolicyRow | undefined): readonly Condition[] {
  const { says, expression } = outcome(change);
  const roles =
    change.do === 'create-policy' ? change.roles.filter((role): role is string => role !== null) : [];
  // A policy that is written anew may differ in its clauses alone.
  const clauses = clausesBefore(change, prior);
  const open = change.do === 'create-policy' ? [] : [condition(`${notYet}${says}`, `NOT (${expression})`)];
  return [
    condition(`${objectSays(change.on)} exists`, objectExists(change.on)),
    ...roles.map((role) => condition(`${roleSays(role)} exists`, roleExists(role))),
    ...open,
    ...(clauses === null
      ? []
      : [condition(`${clausesSays(change)} are those it was planned on`, clauses.same)]),
  ];
}

export function afterSchemaChange(change: SchemaChange, prior: PolicyRow | undefined): readonly Condition[] {
  const { says, expression } = outcome(change);
  const clauses = clausesBefore(change, prior);
  return [
    condition(says, expression),
    ...(clauses === null
      ? []
      : [condition(`${clausesSays(change)} are no longer those of before`, clauses.other)]),
  ];
}
