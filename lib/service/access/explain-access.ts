import { type AccessExplanation, explainAccess } from '../../engine/analysis/access-explain.ts';
import { databaseAccess, type GrantableRef } from '../../engine/analysis/effective-privileges.ts';
import type { DatabaseFacts } from '../../engine/analysis/facts.ts';
import type { Privilege } from '../../engine/model/privilege.ts';
import type { PathGraph, PathNode } from './path-graph.ts';

const sources: readonly string[] = ['PUBLIC', 'owner', 'superuser', 'lo_compat_privileges'];

/** Why, in words and as a picture; null where the address names no role, object or privilege of this snapshot. */
export function explain(
  database: DatabaseFacts,
  asked: { readonly role: string; readonly privilege: Privilege; readonly object: GrantableRef },
): { readonly explanation: AccessExplanation; readonly graph: PathGraph } | null {
  try {
    const explanation = explainAccess(databaseAccess(database), asked);
    return { explanation, graph: graphOf(database, explanation) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function objectLabel({ kind, schema, name, column, signature, database }: GrantableRef): string {
  const path = [schema, name ?? (kind === 'database' ? database : undefined), column]
    .filter((part) => part !== undefined)
    .join('.');
  return signature === undefined ? path : `${path}(${signature})`;
}

/** Every path at once: roles from left to right, what settles it last but one, the object last. */
function graphOf(database: DatabaseFacts, { role, privilege, object, paths }: AccessExplanation): PathGraph {
  const { graph } = databaseAccess(database);
  const nodes = new Map<string, PathNode>();
  const edges = new Map<string, PathGraph['edges'][number]>();
  const shown = paths.slice(0, 12);
  const depth = Math.max(1, ...shown.map(({ via }) => via.length + 1));
  const target = 'object';
  const roleNode = (name: string, layer: number): string => {
    const id = `role ${name}`;
    const row = graph.roles.get(name);
    const known = nodes.get(id);
    if (!known || known.layer < layer)
      nodes.set(id, {
        id,
        label: name,
        layer,
        shape: row?.superuser ? 'superuser' : row?.login ? 'login' : 'group',
      });
    return id;
  };
  const connect = (from: string, to: string, label: string, later: boolean) => {
    if (from === to) return;
    const known = edges.get(`${from}\0${to}`);
    edges.set(`${from}\0${to}`, { from, to, label, dashed: later && (known?.dashed ?? true) });
  };
  const start = roleNode(role, 0);
  for (const { how, via } of shown) {
    let at = start;
    let layer = 0;
    const later = how === 'set-role';
    for (const word of via) {
      layer += 1;
      if (word.startsWith('role ')) {
        const name = word.slice('role '.length);
        const next = name === role ? start : roleNode(name, layer);
        connect(at, next, 'member of', later);
        at = next;
      } else if (!sources.includes(word)) {
        const next = roleNode(word, layer);
        connect(at, next, 'member of', later);
        at = next;
      } else if (word === 'PUBLIC') {
        nodes.set('PUBLIC', { id: 'PUBLIC', label: 'PUBLIC', layer: 1, shape: 'group' });
        connect(at, 'PUBLIC', 'everybody is', later);
        at = 'PUBLIC';
      }
    }
    const last = via.at(-1) ?? '';
    connect(at, target, last === 'owner' || last === 'superuser' ? last : privilege, later);
  }
  nodes.set(target, { id: target, label: objectLabel(object), layer: depth, shape: 'object' });
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
