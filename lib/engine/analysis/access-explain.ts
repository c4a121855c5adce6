import type { Privilege } from '../model/privilege.ts';
import type { AccessHow } from './access-path.ts';
import type { Via } from './access-via.ts';
import type { DatabaseAccess, GrantableRef } from './effective-privileges.ts';
import { hasBit } from './role-graph-closure.ts';

/** Why a role has a privilege, or has not. */
export interface AccessExplanation {
  readonly role: string;
  readonly privilege: Privilege;
  readonly object: GrantableRef;
  /** `null`: neither now nor after any SET ROLE. */
  readonly how: AccessHow | null;
  readonly grantable: boolean;
  /** Every way, shortest first; ways that need a SET ROLE come after those that do not. */
  readonly paths: readonly { readonly how: AccessHow; readonly via: Via; readonly words: string }[];
}

function quoted(name: string): string {
  return `"${name}"`;
}

/** How the last step gives the privilege, said of `holder`. */
function ending(word: string, holder: string, privilege: Privilege): string {
  if (word === 'PUBLIC') return `${privilege} is granted to PUBLIC, that is to every role`;
  if (word === 'owner') return `${holder} owns the object, and its access list leaves the owner ${privilege}`;
  if (word === 'superuser') return `${holder} is a superuser`;
  if (word === 'lo_compat_privileges') return 'lo_compat_privileges is on: large objects are not checked';
  return `the predefined role ${quoted(word)} has ${privilege} on every object of this kind`;
}

/** One way in a sentence. Names stand in it as the catalog has them: escape it where it is shown. */
function inWords(role: string, privilege: Privilege, how: AccessHow, via: Via): string {
  const clauses: string[] = [];
  let at = quoted(role);
  for (const [index, word] of via.entries()) {
    if (!word.startsWith('role ')) {
      const predefined = word.startsWith('pg_') && word !== role;
      if (predefined) clauses.push(`${at} is a member of ${quoted(word)}`);
      clauses.push(ending(word, at, privilege));
      continue;
    }
    const next = quoted(word.slice('role '.length));
    if (next !== at) clauses.push(`${at} is a member of ${next}`);
    at = next;
    if (index === via.length - 1) clauses.push(`${privilege} is granted to ${at}`);
  }
  const sentence = clauses.join('; ');
  return how === 'inherited' ? sentence : `after SET ROLE: ${sentence}`;
}

/**
 * Explains one cell of role × object × privilege. Throws `RangeError` for a role or object that is not in the
 * snapshot or a privilege its kind does not have, `UnreadSection` where the section is a gap.
 */
export function explainAccess(
  access: DatabaseAccess,
  asked: { readonly role: string; readonly privilege: Privilege; readonly object: GrantableRef },
): AccessExplanation {
  const { role, privilege, object: ref } = asked;
  const position = access.graph.position(role);
  if (position === undefined) throw new RangeError('no such role');
  const object = access.find(ref);
  if (!object) throw new RangeError(`no such ${ref.kind}`);
  if (!access.privilegesOf(ref.kind).includes(privilege))
    throw new RangeError(`a ${ref.kind} has no ${privilege} privilege`);
  const grounds = access.grounds(object, privilege);
  const sets = access.sets(object, privilege);
  const now = access.via
    .all(position, grounds, 'inherited')
    .map((via) => ({ how: 'inherited' as const, via }));
  const seen = new Set(now.map(({ via }) => via.join('\0')));
  const later = access.via
    .all(position, grounds, 'set-role')
    .filter((via) => !seen.has(via.join('\0')))
    .map((via) => ({ how: 'set-role' as const, via }));
  return {
    role,
    privilege,
    object: ref,
    how: hasBit(sets.held, position) ? 'inherited' : hasBit(sets.reachable, position) ? 'set-role' : null,
    grantable: hasBit(sets.grantable, position),
    paths: [...now, ...later].map(({ how, via }) => ({
      how,
      via,
      words: inWords(role, privilege, how, via),
    })),
  };
}
