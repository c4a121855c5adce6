import { requireTarget } from '../targets/get-target.ts';

/** Whose policy: the organisation's, which lies under every database's, or that of one database. */
export type PolicyScope =
  | { readonly of: 'organisation' }
  | { readonly of: 'database'; readonly targetId: string };

export const organisation: PolicyScope = { of: 'organisation' };

export const databasePolicy = (targetId: string): PolicyScope => ({ of: 'database', targetId });

/** As its rows are kept. */
export const scopeTarget = (scope: PolicyScope) => (scope.of === 'organisation' ? null : scope.targetId);

export const scopeOf = (targetId: string | null): PolicyScope =>
  targetId === null ? organisation : databasePolicy(targetId);

/** What the trail calls it. Throws `not-found` for a database that is not registered. */
export async function scopeName(scope: PolicyScope): Promise<string> {
  return scope.of === 'organisation' ? 'the organisation' : (await requireTarget(scope.targetId)).name;
}
