import type { Privilege } from '../model/privilege.ts';
import type { DatabaseAccess, GrantableRef } from './effective-privileges.ts';
import { escalationsOf } from './escalation.ts';
import type { ClusterFacts } from './facts.ts';
import { hasBit } from './role-graph-closure.ts';

/** A way to a privilege that takes more than the SET ROLE of today. */
export interface EscalatedPath {
  readonly how: 'escalation';
  /** The role that is reached and has the privilege, as `via` says it. */
  readonly via: readonly [string];
  /** Null: the role's own action is enough. Else what somebody else has to do first. */
  readonly waitsFor: string | null;
  /** Names stand in it as the catalog has them: escape it where it is shown. */
  readonly words: string;
}

/** Most ways that one answer holds: a role that may become a thousand others says so at once. */
const mostPaths = 20;

/**
 * Ways to a privilege by becoming a role that has it: by ADMIN OPTION, CREATEROLE, a routine that acts as its owner …
 * (`escalations`). Those that wait for nobody first, shortest first, the first of them. What could not be read is in `escalationGaps`.
 * Throws `UnreadSection`. Needs `loadParser()` first.
 */
export function escalatedPaths(
  facts: ClusterFacts,
  access: DatabaseAccess,
  asked: { readonly role: string; readonly privilege: Privilege; readonly object: GrantableRef },
): readonly EscalatedPath[] {
  const object = access.find(asked.object);
  if (!object) return [];
  const { held } = access.sets(object, asked.privilege);
  const holds = (role: string) => hasBit(held, access.graph.position(role) ?? -1);
  const anybody = access.graph.names.find(
    (name) => access.graph.roles.get(name)?.superuser === false && holds(name),
  );
  return escalationsOf(facts, asked.role)
    .filter(({ to }) => to === 'superuser' || to === 'role')
    .flatMap((line): EscalatedPath[] => {
      // Before 16 CREATEROLE leads to every role but superusers, which is one line without a target.
      const target = line.target ?? anybody;
      if (target === undefined || !holds(target)) return [];
      const ending = `"${target}" has ${asked.privilege}`;
      const words = [...line.path, ending].join('; ');
      return [{ how: 'escalation', via: [`role ${target}`], waitsFor: line.waitsFor, words }];
    })
    .sort(
      (a, b) => Number(a.waitsFor !== null) - Number(b.waitsFor !== null) || a.words.length - b.words.length,
    )
    .slice(0, mostPaths);
}
