import type { Access } from '#lib/service/auth/access.ts';
import { diffLines } from '#lib/service/policy/line-diff.ts';
import { listProposals } from '#lib/service/policy/list-proposals.ts';
import type { PolicyScope } from '#lib/service/policy/policy-scope.ts';
import { getPolicy } from '#lib/service/policy/policy-versions.ts';

/** What the address of a policy page asks for. */
export type PolicySearch = Readonly<
  Partial<Record<'version' | 'against' | 'edit' | 'proposed' | 'view' | 'page', string | string[]>>
>;

const numbered = (text: string | string[] | undefined) =>
  typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : null;

/** A policy as its page shows it: the version asked for, held against another where one is named, and what waits. */
export async function policyPage(access: Access<'policy:read'>, scope: PolicyScope, search: PolicySearch) {
  const [version, against] = [numbered(search.version), numbered(search.against)];
  const policy = await getPolicy(access, scope, version === 0 ? null : version);
  const other =
    against === null ? null : await getPolicy(access, scope, against === 0 ? 'before-any' : against);
  return {
    policy,
    proposals: await listProposals(access, scope),
    against: other && { version: other.version, lines: diffLines(other.text, policy.text) },
    newest: policy.versions[0]?.version ?? 0,
    editing: search.edit !== undefined && access.may('policy:edit'),
    proposed: search.proposed !== undefined,
  };
}
