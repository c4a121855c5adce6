import { afterAll, beforeAll, expect, test } from 'vitest';
import { passwordByLink } from '../../testing/by-password-link.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { makePerson, type SignedIn, signedIn } from '../../testing/service-people.ts';
import { insertTarget, storeScan } from '../../testing/stored-scan.ts';
import type { PersonRole } from '../auth/permissions.ts';
import { todayUtc } from '../findings/today-utc.ts';
import { changePolicy } from '../policy/change-policy.ts';
import { approveProposal, rejectProposal } from '../policy/decide-proposal.ts';
import { databasePolicy } from '../policy/policy-scope.ts';
import { latestEnd } from '../triage/acceptance-term.ts';
import { approveRequest, rejectRequest } from '../triage/decide-request.ts';
import { fingerprints, found } from '../triage/found-fixture.ts';
import { listRequests } from '../triage/list-requests.ts';
import { requestDecision } from '../triage/request-decision.ts';

// An administrator who has set a colleague's password by a link decides nothing twice: not about accepted risk, not about findings.
// Remediations, credentials and approval rules: lib/service/remediation/link-attacks.ts.

let service: ServiceDatabase;
let administrator: SignedIn;
let other: SignedIn;
let colleague: SignedIn;
let target: string;
const forbidden = { code: 'forbidden', message: expect.stringMatching(/link/) };

async function person(role: PersonRole, email: string): Promise<SignedIn> {
  await makePerson(role, email);
  return signedIn(email);
}

beforeAll(async () => {
  service = await startServiceDatabase();
  administrator = await person('administrator', 'ann@example.com');
  other = await person('administrator', 'eve@example.com');
  await person('reviewer', 'bob@example.com');
  target = await insertTarget('shop');
  await storeScan(target, { findings: fingerprints.map((one) => found(one)), minutesAgo: 30 });
  await passwordByLink(administrator.access, await signedIn('bob@example.com'));
  colleague = await signedIn('bob@example.com');
});
afterAll(() => service.stop());

/** What one asks of one finding; the id of the request. */
async function asked(by: SignedIn, fingerprint: string): Promise<string> {
  await requestDecision(by.access, {
    kind: 'acceptance',
    selection: { findings: [{ target, fingerprint }] },
    reason: 'until the role exists',
    scope: 'object',
    compensatingControl: 'sessions are recorded',
    until: latestEnd(todayUtc()),
  });
  const { open } = await listRequests(by.access);
  const request = open.find((one) => one.requestedBy === by.access.person.name || open.length === 1);
  if (request === undefined) throw new Error('nothing was asked');
  return request.id;
}

test('acceptance of risk: neither of the two decides what the other asked for, somebody else does', async () => {
  const [a = '', b = ''] = fingerprints;
  const first = await asked(administrator, a);
  await expect(approveRequest(colleague.access, first, '')).rejects.toMatchObject(forbidden);
  await rejectRequest(colleague.access, first, 'no is no');
  const second = await asked(colleague, b);
  await expect(approveRequest(administrator.access, second, '')).rejects.toMatchObject(forbidden);
  await approveRequest(other.access, second, 'agreed');
});

test('a policy that accepts more risk, the same', async () => {
  const scope = databasePolicy(target);
  const propose = async (by: SignedIn, object: string) => {
    const entry = {
      control: 'superuser-count',
      object,
      reason: 'on call',
      approvedBy: 'ciso',
      expires: '2030-01-31',
    };
    const edit = { do: 'put', section: 'exceptions', entry } as const;
    const outcome = await changePolicy(by.access, scope, [edit], 'until then', { basedOn: null });
    if (outcome.state !== 'proposed') throw new Error('it came into force');
    return outcome.proposalId;
  };
  const first = await propose(administrator, 'role:x');
  await expect(approveProposal(colleague.access, first)).rejects.toMatchObject(forbidden);
  await rejectProposal(colleague.access, first, 'no is no');
  const second = await propose(colleague, 'role:y');
  await expect(approveProposal(administrator.access, second)).rejects.toMatchObject(forbidden);
  await approveProposal(other.access, second, 'agreed');
});
