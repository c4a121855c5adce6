import type { Access } from '../auth/access.ts';
import { daysAfter } from '../db/finding-where.ts';
import { todayUtc } from '../findings/today-utc.ts';
import { latestEnd } from './acceptance-term.ts';
import { type Assignable, assignablePeople } from './assign-findings.ts';

/** What the forms of triage offer a person; null to somebody who may only look. */
export interface TriageOptions {
  readonly people: readonly Assignable[];
  readonly me: string;
  /** Days, YYYY-MM-DD, UTC: today, the last one an acceptance may end on, and the one that is proposed. */
  readonly today: string;
  readonly latestEnd: string;
  readonly proposedEnd: string;
  /** Whether the person may draft a change that mends. */
  readonly mayDraft: boolean;
}

export async function triageOptions(access: Access<'finding:read'>): Promise<TriageOptions | null> {
  access.demand('finding:read');
  if (!access.may('finding:triage')) return null;
  const today = todayUtc();
  return {
    people: await assignablePeople(access),
    me: access.person.id,
    today,
    latestEnd: latestEnd(today),
    proposedEnd: daysAfter(today, 90),
    mayDraft: access.may('remediation:draft'),
  };
}
