import type { Gap } from '../model/gap.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { DatabaseVerdict, VerdictStatus } from '../model/verdict.ts';
import type { CheckResult } from './control.ts';

/** One look: at the cluster, or at one database. A look that could not be taken is a gap, not an empty answer. */
export type Look =
  | { readonly result: CheckResult }
  | { readonly gaps: readonly Gap[] }
  | { readonly broken: string };

function statusOf(
  look: Look,
  stays: ReadonlySet<ObjectRef>,
): { readonly status: VerdictStatus; readonly incomplete: boolean } {
  if (!('result' in look)) return { status: 'unknown', incomplete: true };
  const { result } = look;
  if (result.outcome !== 'judged')
    return { status: result.outcome, incomplete: result.outcome === 'unknown' };
  const incomplete = (result.undecided ?? []).length > 0;
  if (result.findings.some((draft) => stays.has(draft.object))) return { status: 'fail', incomplete };
  return { status: incomplete ? 'unknown' : 'pass', incomplete };
}

/**
 * What each database's own look says: the looks stand in the order of `databases`, then one for all unread ones. `stays`
 * are the objects of findings that no baseline approves, the very objects of the looks.
 */
export function lookedAt(
  databases: readonly string[],
  looks: readonly Look[],
  stays: ReadonlySet<ObjectRef>,
): readonly DatabaseVerdict[] {
  const read = databases.flatMap((database, index) => {
    const look = looks[index];
    return look ? [{ database, ...statusOf(look, stays) }] : [];
  });
  const unread = looks
    .slice(databases.length)
    .flatMap((look) => ('gaps' in look ? look.gaps : []))
    .flatMap((gap) => gap.database ?? []);
  const missing = [...new Set(unread)].filter((name) => !databases.includes(name));
  return [
    ...read,
    ...missing.map((database) => ({ database, status: 'unknown' as const, incomplete: true })),
  ];
}
