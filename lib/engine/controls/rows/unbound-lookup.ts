import type { DatabaseFacts } from '../../analysis/facts.ts';
import { relationKey } from '../../analysis/relation-index.ts';
import { columnOf } from '../../analysis/row-security/comparisons.ts';
import { mayAskWho, saysWhoAsks } from '../../analysis/row-security/session-values.ts';
import { tablesRowSecurity } from '../../analysis/row-security/table-row-security.ts';
import {
  aboutTree,
  alternativesOf,
  isTree,
  namesOf,
  nodeOf,
  nodesIn,
  type TreeNode,
  type TreeValue,
} from '../../analysis/row-security/tree.ts';
import type { Policy } from '../../policy/policy.ts';
import { relationNamed } from '../grants/by-relation.ts';
import { openQuestionsOf, type PolicyOnTable } from './judged-policies.ts';

/** A subquery that asks neither about the row nor about the session; or one over a view, whose text the scan has not. */
export type UnboundLookup = { readonly relations: readonly string[] } | { readonly unseen: string };

interface NamedRelation {
  readonly schema: string;
  readonly name: string;
  readonly alias: string;
}

/** Relations below, as the server writes them: always with their schema. */
export const relationsIn = aboutTree((value): readonly NamedRelation[] =>
  nodesIn(value).flatMap(({ kind, fields }) => {
    const { schemaname, relname, alias } = fields;
    if (kind !== 'RangeVar' || typeof relname !== 'string') return [];
    const other = isTree(alias) ? alias.aliasname : undefined;
    return [
      {
        schema: typeof schemaname === 'string' ? schemaname : '',
        name: relname,
        alias: typeof other === 'string' ? other : relname,
      },
    ];
  }),
);

/** Mentions the protected row: inside a subquery the server qualifies it with the table's name. */
function mentionsRow(value: TreeValue | undefined, { table }: PolicyOnTable): boolean {
  const hidden = relationsIn(value).some(({ alias }) => alias === table.relation.name);
  return (
    !hidden &&
    nodesIn(value).some(
      ({ kind, fields }) => kind === 'ColumnRef' && namesOf(fields.fields).at(-2) === table.relation.name,
    )
  );
}

/** Subqueries over relations that grant by being there: EXISTS, and IN for the tenant; none below NOT, which takes away. */
function* grantingLookups(value: TreeValue | undefined): Generator<TreeNode> {
  if (Array.isArray(value)) {
    for (const item of value) yield* grantingLookups(item);
    return;
  }
  if (!isTree(value)) return;
  const node = nodeOf(value);
  if (node?.kind === 'BoolExpr' && node.fields.boolop === 'NOT_EXPR') return;
  if (node?.kind === 'SubLink') {
    yield node;
    return;
  }
  for (const inner of Object.values(node?.fields ?? value)) yield* grantingLookups(inner);
}

function isBound({ fields }: TreeNode, one: PolicyOnTable): boolean {
  const { subselect, testexpr, subLinkType } = fields;
  if (relationsIn(subselect).length === 0 || mayAskWho(subselect) || mentionsRow(subselect, one)) return true;
  if (subLinkType === 'EXISTS_SUBLINK') return false;
  if (subLinkType !== 'ANY_SUBLINK' || saysWhoAsks(testexpr)) return true;
  return one.table.tenantColumn === null || columnOf(testexpr) !== one.table.tenantColumn;
}

function lookupIn(database: DatabaseFacts, policy: Policy, lookup: TreeNode): UnboundLookup | null {
  const relations = relationsIn(lookup.fields.subselect);
  const tables = tablesRowSecurity(database, policy);
  const unseen: string[] = [];
  for (const { schema, name } of relations) {
    const relation = relationNamed(database, schema, name);
    if (relation === undefined || relation.kind === 'view') unseen.push(`${schema}.${name}`);
    // Its own policies say whose rows are found.
    const own = tables.get(relationKey(schema, name));
    if (own?.enabled && own.effective.SELECT !== 'open') return null;
  }
  if (unseen[0] !== undefined) return { unseen: unseen[0] };
  return { relations: [...new Set(relations.map(({ schema, name }) => `${schema}.${name}`))].sort() };
}

/** The first alternative of a permissive policy that grants by an unbound lookup and asks nowhere else who is there. */
export function unboundLookup(
  database: DatabaseFacts,
  policy: Policy,
  one: PolicyOnTable,
): UnboundLookup | null {
  if (!one.judged.row.permissive) return null;
  for (const { tree } of openQuestionsOf(one)) {
    for (const branch of alternativesOf(tree ?? undefined)) {
      if (mayAskWho(branch)) continue;
      for (const lookup of grantingLookups(branch)) {
        const found = isBound(lookup, one) ? null : lookupIn(database, policy, lookup);
        if (found !== null) return found;
      }
    }
  }
  return null;
}

export function hasUnboundLookup(database: DatabaseFacts, policy: Policy, one: PolicyOnTable): boolean {
  return unboundLookup(database, policy, one) !== null;
}
