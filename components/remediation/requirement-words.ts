import { roleNames } from '#components/people/role-name.ts';
import type { ShownRequirement } from '#lib/service/remediation/remediation-view.ts';

/** As it stands inside a sentence. */
export function roleWord(role: string): string {
  const name = Object.entries(roleNames).find(([id]) => id === role)?.[1] ?? role;
  return role === 'dba' ? name : name.toLowerCase();
}

const either = new Intl.ListFormat('en', { type: 'disjunction' });

const pluralWord = (role: string) => `${roleWord(role)}s`;

/** `needs 1 approval by a reviewer or administrator`. */
export function requirementWords({
  approvals,
  roles,
}: Pick<ShownRequirement, 'approvals' | 'roles'>): string {
  if (approvals === 0) return 'needs no approval';
  const who = either.format(roles.map(roleWord));
  const by =
    approvals === 1 ? `${who.startsWith('a') ? 'an' : 'a'} ${who}` : either.format(roles.map(pluralWord));
  return `needs ${approvals} ${approvals === 1 ? 'approval' : 'approvals'} by ${by}`;
}
