import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findEvents, findFindingRecord } from '../../testing/finding-history.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { foundFinding, insertTarget, storeScan } from '../../testing/stored-scan.ts';
import { actAsPostern } from '../auth/access.ts';
import { getTarget } from '../targets/get-target.ts';
import { parseFindingQuery } from './finding-query.ts';
import { getFinding } from './get-finding.ts';
import { listFindings } from './list-findings.ts';

// What stored scans do to findings, in the real database.

const access = actAsPostern('finding:read', 'target:read');
const running = { reason: 'on call', approvedBy: 'ciso', until: '2999-12-31' };
let service: ServiceDatabase;
let target: string;
let named = 0;

beforeAll(async () => {
  service = await startServiceDatabase();
});
afterAll(() => service.stop());
beforeEach(async () => {
  target = await insertTarget(`shop ${++named}`);
});

const list = (query: Record<string, string> = {}) => listFindings(access, target, parseFindingQuery(query));
const names = async (query: Record<string, string> = {}) =>
  (await list(query)).rows.map((row) => `${row.fingerprint} ${row.state}`);
const history = async (fingerprint: string) =>
  (await findEvents(target, fingerprint)).map((event) => event.action);

test('new, fixed, back again: the history says so, and every figure agrees with its list', async () => {
  const [a, b] = [foundFinding('c1', 'a'), foundFinding('c1', 'b', { severity: 'low' })];
  await storeScan(target, { findings: [a, b], minutesAgo: 30 });
  expect(await names()).toEqual(['a open', 'b open']);
  expect((await list({ since: 'new' })).total).toBe(0);

  expect(await storeScan(target, { findings: [b], minutesAgo: 20 })).toMatchObject({ fixed: 1, opened: 0 });
  expect(await names()).toEqual(['b open']);
  expect(await names({ state: 'fixed' })).toEqual(['a fixed']);
  // What is fixed keeps its page, with how it last looked.
  expect(await getFinding(access, target, 'a')).toMatchObject({ state: 'fixed', remediation: null });

  await storeScan(target, { findings: [a, b], minutesAgo: 10 });
  expect(await names()).toEqual(['a reopened', 'b open']);
  expect(await names({ since: 'new' })).toEqual(['a reopened']);
  // Judged again, nothing was read anew: what was new is new still.
  await storeScan(target, { findings: [a, b], minutesAgo: 9, kind: 'judgement' });
  expect(await names({ since: 'new' })).toEqual(['a reopened']);
  await storeScan(target, { findings: [a, b], minutesAgo: 8 });
  expect(await names({ since: 'new' })).toEqual([]);
  expect(await history('a')).toEqual(['found', 'fixed', 'found-again']);
  expect((await getTarget(access, target)).result?.summary.findings).toMatchObject({ high: 1, low: 1 });
  await expect(getFinding(access, target, 'nowhere')).rejects.toMatchObject({ code: 'not-found' });
});

test('a control that could not look everywhere proves nothing gone', async () => {
  await storeScan(target, { findings: [foundFinding('c1', 'a'), foundFinding('c2', 'b')], minutesAgo: 30 });
  await storeScan(target, {
    findings: [],
    verdicts: {
      c1: { status: 'unknown', reason: 'roles: refused' },
      c2: { status: 'fail', reason: 'in one database it could not look' },
    },
    minutesAgo: 20,
  });
  expect(await names()).toEqual([]);
  const open = await list();
  expect(open.facets.state.find((facet) => facet.value === 'not-looked-at')?.count).toBe(2);
  expect(await names({ state: 'not-looked-at' })).toEqual(['a not-looked-at', 'b not-looked-at']);
  // A control that is gone from the catalogue, or does not apply, proves nothing either.
  await storeScan(target, {
    findings: [],
    verdicts: { c1: { status: 'not-applicable', reason: 'no such rule' } },
    minutesAgo: 10,
  });
  expect(await names({ state: 'not-looked-at' })).toHaveLength(2);
  await storeScan(target, { findings: [], controls: ['c1', 'c2'] });
  expect(await names({ state: 'fixed' })).toEqual(['a fixed', 'b fixed']);
});

test('an acceptance that the policy loses while it runs is told, one that is over is over', async () => {
  const accepted = foundFinding('c1', 'a', { accepted: running });
  const ending = foundFinding('c1', 'b', { accepted: { ...running, until: '2020-01-01' } });
  await storeScan(target, { findings: [accepted, ending], policyVersion: 3, minutesAgo: 30 });
  expect(await names({ accepted: 'only' })).toEqual(['a accepted']);
  // Over, although no scan has said so yet.
  expect(await names()).toEqual(['b open']);
  const plain = [foundFinding('c1', 'a'), foundFinding('c1', 'b')];
  expect(await storeScan(target, { findings: plain, policyVersion: 4, minutesAgo: 20 })).toMatchObject({
    revoked: ['a'],
  });
  expect(await names()).toEqual(['a reopened', 'b reopened']);
  const events = await findEvents(target, 'a');
  expect(events.at(-1)).toMatchObject({ action: 'acceptance-removed', from: 'open', to: 'reopened' });
  expect(events.at(-1)?.reason).toContain('policy version 4 has no such exception');
  expect(await history('b')).toEqual(['found', 'accepted', 'acceptance-over']);
  const trail = await service.sql(`SELECT detail FROM "AuditEvent" WHERE action = 'finding.acceptance-lost'`);
  expect(trail).toHaveLength(1);
});

test('a row of the baseline is no finding; out of it, it is reopened', async () => {
  const row = { ...foundFinding('c1', 'a'), baseline: { reason: 'the administrators', approvedBy: 'ciso' } };
  await storeScan(target, { findings: [foundFinding('c1', 'a')], minutesAgo: 30 });
  await storeScan(target, { findings: [], baseline: [row], minutesAgo: 20 });
  expect(await names({ accepted: 'all' })).toEqual([]);
  expect(await names({ state: 'baseline' })).toEqual(['a baseline']);
  expect(await getFinding(access, target, 'a')).toMatchObject({
    state: 'baseline',
    baseline: { approvedBy: 'ciso' },
  });
  await storeScan(target, { findings: [foundFinding('c1', 'a')] });
  expect(await names()).toEqual(['a reopened']);
  expect(await history('a')).toEqual(['found', 'baselined', 'baseline-left']);
});

test('history, comments and requests are added to and never changed, even by hand', async () => {
  await storeScan(target, { findings: [foundFinding('c1', 'a')] });
  const record = await findFindingRecord(target, 'a');
  expect(record).not.toBeNull();
  for (const statement of [
    `UPDATE "FindingEvent" SET reason = 'x'`,
    `DELETE FROM "FindingEvent"`,
    `TRUNCATE "FindingEvent" CASCADE`,
    `DELETE FROM "FindingRecord" WHERE id = '${record?.id}'`,
    `UPDATE "FindingRecord" SET state = 'false-positive'`,
    `UPDATE "FindingRecord" SET state = 'gone'`,
  ]) {
    await expect(service.sql(statement)).rejects.toThrow();
  }
});

test('thousands of findings are followed in few statements, hostile names and all', async () => {
  const title = 'x\'; DROP TABLE "FindingRecord"; -- \u202e';
  const many = Array.from({ length: 3000 }, (_, at) =>
    foundFinding('c1', `f${at}`, { title, role: `"${at}'\n`, evidence: { at, quoted: title } }),
  );
  await storeScan(target, { findings: many, minutesAgo: 30 });
  await storeScan(target, { findings: many.slice(1500), minutesAgo: 20 });
  const again = await list({ size: '10' });
  expect(again.total).toBe(1500);
  expect(again.rows[0]?.title).toBe(title);
  expect((await list({ state: 'fixed' })).total).toBe(1500);
});
