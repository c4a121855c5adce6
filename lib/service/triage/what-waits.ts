import type { Access } from '../auth/access.ts';
import { countWaitingRequests } from '../db/finding-requests.ts';
import { countFindings } from '../db/findings.ts';
import { countWaitingProposals } from '../db/policy-proposals.ts';
import { parseFindingQuery } from '../findings/finding-query.ts';
import { foundStates } from '../findings/finding-state.ts';
import { fleetScope } from '../findings/fleet-scope.ts';
import { countWaitingRemediations } from '../remediation/list-remediations.ts';

/** What waits for one person, by figures; each leads to its list. */
export interface WaitingFindings {
  /** Requests of others that this person may decide. */
  readonly toDecide: number;
  /** Own requests that wait for others. */
  readonly own: number;
  /** Findings assigned to this person that are still there. */
  readonly mine: number;
  /** Acceptances that end within a week, and within a month (the week's among them). */
  readonly endingSoon: number;
  readonly ending: number;
  /** Findings that came back, or whose acceptance is over. */
  readonly reopened: number;
  /** Policy versions of others that accept more risk and that this person may decide, and own ones that wait. */
  readonly policiesToDecide: number;
  readonly ownPolicies: number;
  /** Changes of databases that wait for this person: to approve, to apply, to look into, and own drafts. */
  readonly remediations: number;
}

export async function whatWaits(
  access: Access<'finding:read' | 'remediation:read'>,
): Promise<WaitingFindings> {
  access.demand('finding:read');
  const { person } = access;
  const { scope } = await fleetScope(person.id);
  const query = parseFindingQuery({});
  const [requests, proposals, mine, endingSoon, ending, reopened, remediations] = await Promise.all([
    countWaitingRequests(person.id),
    countWaitingProposals(person.id),
    countFindings(scope, { ...query, state: [...foundStates, 'not-looked-at'], assignee: ['me'] }),
    countFindings(scope, { ...query, state: ['accepted'], until: '7' }),
    countFindings(scope, { ...query, state: ['accepted'], until: '30' }),
    countFindings(scope, { ...query, state: ['reopened'] }),
    countWaitingRemediations(access),
  ]);
  return {
    toDecide: access.may('finding:approve') ? requests.toDecide : 0,
    own: requests.own,
    policiesToDecide: access.may('policy:edit') ? proposals.toDecide : 0,
    ownPolicies: proposals.own,
    mine,
    endingSoon,
    ending,
    reopened,
    remediations,
  };
}
