import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acceptanceFor } from '../../engine/policy/acceptance.ts';
import { baselineFor } from '../../engine/policy/baseline.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { accessOf } from '../../testing/service-people.ts';
import { foundFinding, insertTarget, storeScan } from '../../testing/stored-scan.ts';
import type { Access } from '../auth/access.ts';
import type { Permission } from '../auth/permissions.ts';
import { parseFindingQuery } from '../findings/finding-query.ts';
import { listFindings } from '../findings/list-findings.ts';
import { todayUtc } from '../findings/today-utc.ts';
import { endAcceptances } from '../jobs/end-acceptances.ts';
import { getTarget } from '../targets/get-target.ts';
import { latestEnd } from './acceptance-term.ts';
import { approveRequest, rejectRequest, withdrawRequest } from './decide-request.ts';
import { getFindingHistory } from './finding-history.ts';
import { control, fingerprints, found, named, policyOf } from './found-fixture.ts';
import { listRequests } from './list-requests.ts';
import { type DecisionRequest, requestDecision } from './request-decision.ts';
import { setFindingState } from './set-finding-state.ts';
import { whatWaits } from './what-waits.ts';

// Acceptance, baselines and false positives: what one asks, another decides, in the code and in the database.

let service: ServiceDatabase;
let administrator: Access<Permission>;
let reviewer: Access<Permission>;
let dba: Access<Permission>;
let target: string;
let targets = 0;
const until = latestEnd(todayUtc());
const [a = '', b = '', c = ''] = fingerprints;

beforeAll(async () => {
  service = await startServiceDatabase();
  administrator = await accessOf('administrator');
  reviewer = await accessOf('reviewer');
  dba = await accessOf('dba');
});
afterAll(() => service.stop());
beforeEach(async () => {
  target = await insertTarget(`shop ${++targets}`);
  await storeScan(target, { findings: fingerprints.map((one) => found(one)), minutesAgo: 30 });
});

const these = (...chosen: string[]) => ({
  findings: chosen.map((fingerprint) => ({ target, fingerprint })),
});
type Acceptance = Extract<DecisionRequest, { kind: 'acceptance' }>;
const acceptance = (...chosen: string[]): Acceptance => ({
  kind: 'acceptance',
  selection: these(...chosen),
  reason: 'on call until the break-glass role exists',
  scope: 'object',
  compensatingControl: 'sessions are recorded',
  until,
});

/** Asks, and answers the id of the request. */
async function ask(access: Access<Permission>, request: DecisionRequest): Promise<string> {
  const before = new Set((await listRequests(access)).open.map((one) => one.id));
  expect((await requestDecision(access, request)).done).toBeGreaterThan(0);
  const made = (await listRequests(access)).open.find((one) => !before.has(one.id));
  if (!made) throw new Error('no request');
  return made.id;
}

const policy = () => policyOf(target);

const states = async () =>
  (await listFindings(dba, target, parseFindingQuery({ accepted: 'all' }))).rows.map((row) => row.state);

test('an acceptance is asked by one, approved by another, and is the policy’s exception', async () => {
  const id = await ask(dba, acceptance(a, b));
  expect((await whatWaits(reviewer)).toDecide).toBeGreaterThan(0);
  expect((await listFindings(dba, target, parseFindingQuery({}))).rows.map((row) => row.waiting)).toEqual([
    ['acceptance'],
    ['acceptance'],
    [],
  ]);
  const { policyVersion } = await approveRequest(reviewer, id, 'agreed in the board');
  const { exceptions } = await policy();
  expect(exceptions).toEqual([
    {
      control,
      object: 'role:r_a',
      reason: 'on call until the break-glass role exists',
      compensatingControl: 'sessions are recorded',
      requestedBy: 'dba@example.com',
      approvedBy: 'reviewer@example.com',
      expires: until,
    },
    expect.objectContaining({ object: 'role:r_b' }),
  ]);
  const judged = acceptanceFor(named(found(a)), await policy(), todayUtc());
  expect(judged).toMatchObject({ until, compensatingControl: 'sessions are recorded' });
  expect(acceptanceFor(named(found(c)), await policy(), todayUtc())).toBeNull();
  const [entry] = (await getFindingHistory(dba, target, a)).entries;
  expect(entry).toMatchObject({
    action: 'acceptance-approved',
    who: 'reviewer',
    text: 'agreed in the board',
    detail: { until, policyVersion },
  });
  await expect(approveRequest(administrator, id, '')).rejects.toMatchObject({ code: 'conflict' });
});

test('nobody approves what they asked for, not even an administrator, not even by SQL', async () => {
  const id = await ask(administrator, acceptance(a));
  await expect(approveRequest(administrator, id, '')).rejects.toMatchObject({ code: 'forbidden' });
  await expect(rejectRequest(administrator, id, 'no')).rejects.toMatchObject({ code: 'forbidden' });
  await expect(approveRequest(dba, id, '')).rejects.toMatchObject({ code: 'forbidden' });
  const me = administrator.person.id;
  const set = (sql: string) => service.sql(`UPDATE "FindingRequest" SET ${sql} WHERE id = '${id}'`);
  await expect(set(`state = 'approved', "decidedById" = '${me}', "decidedAt" = now()`)).rejects.toThrow(
    'FindingRequest_two_people',
  );
  await expect(set(`state = 'approved'`)).rejects.toThrow('FindingRequest_decided');
  await expect(set(`"requestedById" = '${dba.person.id}'`)).rejects.toThrow('never rewritten');
  await expect(set(`until = '2999-01-01'`)).rejects.toThrow('never rewritten');
  await expect(withdrawRequest(dba, id)).rejects.toMatchObject({ code: 'forbidden' });
  await withdrawRequest(administrator, id);
  await expect(set(`state = 'requested', "decidedById" = NULL, "decidedAt" = NULL`)).rejects.toThrow();
  expect((await policy()).exceptions).toBeUndefined();
});

test('without an end, with one too far, or twice, nothing is asked', async () => {
  const ask = (change: Partial<Acceptance>) => requestDecision(dba, { ...acceptance(a), ...change });
  await expect(ask({ until: '2999-01-01' })).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(ask({ until: '2020-01-01' })).rejects.toMatchObject({ code: 'invalid-input' });
  expect((await ask({})).done).toBe(1);
  expect(await ask({})).toMatchObject({
    done: 0,
    refused: [{ why: 'The same was asked already, and waits for a decision.' }],
  });
  await expect(
    service.sql(
      `INSERT INTO "FindingRequest" (id, "targetId", kind, scope, reason, "requestedById") VALUES ('x', '${target}', 'acceptance', 'object', 'r', '${dba.person.id}')`,
    ),
  ).rejects.toThrow('FindingRequest_acceptance');
});

test('a rejection needs a reason, changes nothing, and stands in the history', async () => {
  const id = await ask(dba, acceptance(a));
  await rejectRequest(reviewer, id, 'mend it');
  expect((await getFindingHistory(dba, target, a)).entries[0]).toMatchObject({
    action: 'acceptance-rejected',
    text: 'mend it',
  });
  expect((await policy()).exceptions).toBeUndefined();
});

test('a whole control, and a renewal that replaces the exception', async () => {
  const whole: Acceptance = { ...acceptance(a, b), scope: 'control', until: '2027-01-31' };
  await approveRequest(reviewer, await ask(dba, whole), '');
  const accepted = { reason: 'x', approvedBy: 'y', until: '2027-01-31' };
  await storeScan(target, { findings: fingerprints.map((one) => found(one, { accepted })), minutesAgo: 20 });
  const renewal = { ...whole, until };
  await approveRequest(reviewer, await ask(dba, renewal), '');
  expect((await policy()).exceptions).toEqual([
    expect.objectContaining({ control, expires: until, requestedBy: 'dba@example.com' }),
  ]);
  expect((await policy()).exceptions?.[0]).not.toHaveProperty('object');
});

test('what has changed since it was asked for is not approved', async () => {
  const id = await ask(dba, { kind: 'false-positive', selection: these(a, b), reason: 'test role' });
  await storeScan(target, { findings: [found(a), found(b, { evidence: { login: true } })], minutesAgo: 20 });
  await expect(approveRequest(reviewer, id, '')).rejects.toMatchObject({
    code: 'conflict',
    details: [{ fingerprint: b, why: 'What was seen has changed since.' }],
  });
  const asked = (await listRequests(reviewer)).open.find((one) => one.id === id)?.first ?? [];
  expect(asked.filter((one) => one.changed).map((one) => one.fingerprint)).toEqual([b]);
  expect(asked).toHaveLength(2);
});

test('a false positive stays listed, counts no more, and is reopened by other evidence', async () => {
  const id = await ask(dba, { kind: 'false-positive', selection: these(a), reason: 'a test role' });
  expect(await states()).toEqual(['open', 'open', 'open']);
  await approveRequest(reviewer, id, '');
  expect((await states()).sort()).toEqual(['false-positive', 'open', 'open']);
  expect((await getTarget(dba, target)).result?.summary.findings).toMatchObject({
    high: 2,
    falsePositive: 1,
  });
  await storeScan(target, { findings: fingerprints.map((one) => found(one)), minutesAgo: 20 });
  expect((await states()).sort()).toEqual(['false-positive', 'open', 'open']);
  expect((await getTarget(dba, target)).result?.summary.findings).toMatchObject({
    high: 2,
    falsePositive: 1,
  });
  await storeScan(target, { findings: [found(a, { evidence: { login: true } })] });
  expect(await states()).toEqual(['reopened']);
  expect((await getFindingHistory(dba, target, a)).entries[0]).toMatchObject({ action: 'evidence-changed' });
});

test('one person may say that it is none after all, with a reason', async () => {
  await approveRequest(
    reviewer,
    await ask(dba, { kind: 'false-positive', selection: these(a), reason: 'a test role' }),
    '',
  );
  const open = { selection: these(a), to: 'open' as const };
  expect((await setFindingState(dba, { ...open, note: '' })).done).toBe(0);
  expect((await setFindingState(dba, { ...open, note: 'it is used' })).done).toBe(1);
  expect(await states()).toEqual(['open', 'open', 'open']);
});

test('rows of one control become a baseline; a row that changed is approved anew', async () => {
  const other = foundFinding('public-schema-create', 'd'.repeat(32));
  await storeScan(target, { findings: [...fingerprints.map((one) => found(one)), other], minutesAgo: 20 });
  const baseline = (...chosen: string[]): DecisionRequest => ({
    kind: 'baseline',
    selection: these(...chosen),
    reason: 'the administrators',
  });
  await expect(requestDecision(dba, baseline(a, other.fingerprint))).rejects.toMatchObject({
    code: 'invalid-input',
  });
  await approveRequest(reviewer, await ask(dba, baseline(a, b)), '');
  const first = await policy();
  expect(first.baselines).toMatchObject([
    { control, objects: ['role:r_a', 'role:r_b'], requestedBy: 'dba@example.com' },
  ]);
  expect(baselineFor(named(found(a)), found(a).evidenceDigest, first)).not.toBeNull();
  expect(baselineFor(named(found(c)), found(c).evidenceDigest, first)).toBeNull();
  const changed = found(a, { evidence: { login: true } });
  expect(baselineFor(named(changed), changed.evidenceDigest, first)).toBeNull();
  await storeScan(target, { findings: [changed], minutesAgo: 10 });
  await approveRequest(reviewer, await ask(dba, baseline(a)), '');
  const second = await policy();
  expect(second.baselines?.map((one) => one.objects)).toEqual([['role:r_b'], ['role:r_a']]);
  expect(baselineFor(named(changed), changed.evidenceDigest, second)).not.toBeNull();
});

test('an acceptance that is over reopens by itself, with a word in history, figures and trail', async () => {
  const accepted = { reason: 'x', approvedBy: 'ciso', until: '2026-12-31' };
  await storeScan(target, { findings: [found(a, { accepted })], minutesAgo: 20 });
  expect(await endAcceptances('2026-12-31')).toBe(0);
  expect(await endAcceptances('2027-01-01')).toBe(1);
  expect(await endAcceptances('2027-01-01')).toBe(0);
  expect(await states()).toEqual(['reopened']);
  expect((await getTarget(dba, target)).result?.summary.findings).toMatchObject({ high: 1, accepted: 0 });
  expect((await getFindingHistory(dba, target, a)).entries[0]).toMatchObject({
    action: 'acceptance-over',
    who: 'postern',
    text: 'It held until 2026-12-31.',
  });
});
