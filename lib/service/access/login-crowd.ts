import type { MembershipLine } from './role-diagram.ts';

/** Logins that nobody is a member of and that belong to the same role in the same way: one place in a picture. */
export interface LoginCrowd {
  readonly id: string;
  readonly logins: readonly string[];
}

/** Fewer than this are shown by name. */
const crowd = 4;

const options = ({ inherit, set, admin }: MembershipLine) => [inherit, set, admin];

/**
 * Crowds among roles, by what all their memberships say, so that thousands of people in a few groups stay a picture.
 * `isLeaf` says whether a role is a login without members.
 */
export function loginCrowds(
  roles: readonly string[],
  parentsOf: (role: string) => readonly MembershipLine[],
  isLeaf: (role: string) => boolean,
): ReadonlyMap<string, LoginCrowd> {
  const said = (role: string) =>
    JSON.stringify(
      parentsOf(role)
        .map((line) => [line.role, ...options(line)])
        .sort((a, b) => (String(a) < String(b) ? -1 : 1)),
    );
  const found = new Map<string, LoginCrowd>();
  for (const [key, logins] of Map.groupBy(roles.filter(isLeaf), said)) {
    if (logins.length < crowd) continue;
    // No role's name holds a NUL.
    const made = { id: `\0${key}`, logins: logins.toSorted() };
    for (const login of logins) found.set(login, made);
  }
  return found;
}

export const crowdWords = ({ logins }: LoginCrowd): string => `${logins.length.toLocaleString('en')} logins`;
