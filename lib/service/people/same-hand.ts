import type { Transaction } from '../db/client.ts';
import { findUsedPasswordLinks } from '../db/password-links.ts';

/** A password link that was used. `issuedBy` knew it, and so may be who set the password; null: made on the machine. */
export interface UsedLink {
  readonly person: string;
  readonly issuedBy: string | null;
  readonly issuedAt: Date;
  readonly usedAt: Date;
}

/** Whether two accounts may be in one person's hands. An account is always in the same hands as itself. */
export type SameHand = (a: string, b: string) => boolean;

/**
 * Who may hold an account at a moment: its own person, and whoever may have held the account of whoever made the link that its
 * password came from, when they made it. Changing the password ends nothing of this: whoever knows it can do that too.
 */
function holdersAt(
  links: readonly UsedLink[],
  person: string,
  at: Date,
  seen: ReadonlySet<UsedLink> = new Set(),
): readonly string[] {
  const last = links.filter((link) => link.person === person && link.usedAt <= at).at(-1);
  if (last === undefined || last.issuedBy === null || seen.has(last)) return [person];
  return [person, ...holdersAt(links, last.issuedBy, last.issuedAt, new Set([...seen, last]))];
}

/**
 * Two accounts are one person's if somebody may have held both, at any moment since `since`, when what is decided about was begun.
 * No time heals it: an account is told apart again once its password came from the link of somebody else, or of the machine.
 */
export function sameHand(links: readonly UsedLink[], since: Date): SameHand {
  const inOrder = [...links].sort((a, b) => a.usedAt.getTime() - b.usedAt.getTime());
  const known = new Map<string, ReadonlySet<string>>();
  const holders = (person: string): ReadonlySet<string> => {
    const before = known.get(person);
    if (before !== undefined) return before;
    const later = inOrder.filter((link) => link.person === person && link.usedAt > since);
    const moments = [since, ...later.map((link) => link.usedAt)];
    const all = new Set(moments.flatMap((at) => holdersAt(inOrder, person, at)));
    known.set(person, all);
    return all;
  };
  return (a, b) => a === b || [...holders(a)].some((one) => holders(b).has(one));
}

/** By every link that was used until now: for what was begun at a moment, which accounts may be one person's. */
export async function handsNow(within?: Transaction): Promise<(since: Date) => SameHand> {
  const rows = await findUsedPasswordLinks(within);
  const links = rows.flatMap(({ personId, issuedBy, createdAt, usedAt }) =>
    usedAt === null
      ? []
      : [{ person: personId, issuedBy: issuedBy?.id ?? null, issuedAt: createdAt, usedAt }],
  );
  return (since) => sameHand(links, since);
}

export async function sameHandSince(since: Date, within?: Transaction): Promise<SameHand> {
  return (await handsNow(within))(since);
}

/** What whoever is refused for it is told. */
export const oneHandSentence =
  'Postern cannot tell your account from that of whoever wrote it: one of the passwords came from a link that the other made, or both came from one person’s links. Somebody else has to decide.';

export const oneApproverSentence =
  'Postern cannot tell your account from that of somebody who has approved it: one of the passwords came from a link that the other made, or both came from one person’s links. Somebody else has to approve.';
