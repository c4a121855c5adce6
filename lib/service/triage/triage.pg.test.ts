import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { accessOf } from '../../testing/service-people.ts';
import { foundFinding, insertTarget, storeScan } from '../../testing/stored-scan.ts';
import type { Access } from '../auth/access.ts';
import type { Permission } from '../auth/permissions.ts';
import { parseFindingQuery } from '../findings/finding-query.ts';
import { listFindings } from '../findings/list-findings.ts';
import { listFleetFindings } from '../findings/list-fleet-findings.ts';
import { getTarget } from '../targets/get-target.ts';
import { assignablePeople, assignFindings } from './assign-findings.ts';
import { commentFindings } from './comment-findings.ts';
import { getFindingHistory } from './finding-history.ts';
import { setFindingState } from './set-finding-state.ts';
import { whatWaits } from './what-waits.ts';

// What one person may do to findings alone, in bulk, each looked at by itself.

let service: ServiceDatabase;
let dba: Access<Permission>;
let auditor: Access<Permission>;
let target: string;
let named = 0;

beforeAll(async () => {
  service = await startServiceDatabase();
  dba = await accessOf('dba');
  auditor = await accessOf('auditor');
});
afterAll(() => service.stop());
beforeEach(async () => {
  target = await insertTarget(`shop ${++named}`);
  await storeScan(target, {
    findings: ['a', 'b', 'c'].map((name) => foundFinding('c1', name)),
    minutesAgo: 9,
  });
});

const these = (...fingerprints: string[]) => ({
  findings: fingerprints.map((fingerprint) => ({ target, fingerprint })),
});
const list = async (query: Record<string, string>) =>
  (await listFindings(dba, target, parseFindingQuery(query))).rows.map((row) => row.fingerprint);

test('findings are assigned, with a day, and found again by who has them', async () => {
  const assignee = dba.person.id;
  const outcome = await assignFindings(dba, {
    selection: these('a', 'b', 'nowhere'),
    assignee,
    due: '2027-01-31',
    note: 'please',
  });
  expect(outcome).toMatchObject({ done: 2, refused: [{ fingerprint: 'nowhere', title: null }] });
  expect(await list({ assignee: 'me' })).toEqual(['a', 'b']);
  expect(await list({ assignee: 'nobody' })).toEqual(['c']);
  expect(await list({ assignee })).toEqual(['a', 'b']);
  const facets = (await listFleetFindings(dba, parseFindingQuery({}))).facets.assignee;
  expect(facets.find((facet) => facet.value === assignee)).toMatchObject({ name: 'dba', count: 2 });
  expect((await whatWaits(dba)).mine).toBe(2);
  const again = await assignFindings(dba, { selection: these('a'), assignee, due: '2027-01-31', note: '' });
  expect(again).toMatchObject({ done: 0, refused: [{ why: 'Nothing would change.' }] });
});

test('nobody is given what they could do nothing about', async () => {
  expect((await assignablePeople(dba)).map((person) => person.name)).not.toContain('auditor');
  const assignment = { selection: these('a'), due: null, note: '' };
  await expect(assignFindings(dba, { ...assignment, assignee: auditor.person.id })).rejects.toMatchObject({
    code: 'invalid-input',
  });
  for (const act of [
    () => assignFindings(auditor, { ...assignment, assignee: null }),
    () => commentFindings(auditor, { selection: these('a'), text: 'x' }),
    () => setFindingState(auditor, { selection: these('a'), to: 'in-remediation', note: '' }),
  ]) {
    await expect(Promise.resolve().then(act)).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('one note over everything a filter shows; the history and the trail hold it', async () => {
  const text = '<img src=x onerror=alert(1)> "quoted" \u202e';
  const outcome = await commentFindings(dba, {
    selection: { filter: { target, search: '?control=c1' } },
    text,
  });
  expect(outcome).toEqual({ done: 3, refused: [] });
  const { entries } = await getFindingHistory(dba, target, 'b');
  expect(entries[0]).toMatchObject({ action: 'comment', who: 'dba', text });
  const [event] = await service.sql(
    `SELECT actor, subject, detail FROM "AuditEvent" WHERE action = 'finding.comment' ORDER BY seq DESC LIMIT 1`,
  );
  expect(event).toMatchObject({
    actor: 'dba@example.com',
    subject: `shop ${named}`,
    detail: { findings: 3 },
  });
});

test('in remediation and open again; what cannot be is said, one by one', async () => {
  await storeScan(target, { findings: ['a', 'b'].map((name) => foundFinding('c1', name)) });
  const outcome = await setFindingState(dba, {
    selection: these('a', 'c'),
    to: 'in-remediation',
    note: 'ticket 12',
  });
  expect(outcome.done).toBe(1);
  expect(outcome.refused).toEqual([
    expect.objectContaining({ fingerprint: 'c', why: 'It is fixed; a scan reopens it when it is back.' }),
  ]);
  expect(await list({ state: 'in-remediation' })).toEqual(['a']);
  // A scan leaves it where a person put it.
  await storeScan(target, { findings: ['a', 'b'].map((name) => foundFinding('c1', name)) });
  expect(await list({ state: 'in-remediation' })).toEqual(['a']);
  await setFindingState(dba, { selection: these('a'), to: 'open', note: '' });
  const { entries } = await getFindingHistory(dba, target, 'a');
  expect(entries.slice(0, 2)).toMatchObject([
    { action: 'state', from: 'in-remediation', to: 'open' },
    { action: 'state', from: 'open', to: 'in-remediation', text: 'ticket 12' },
  ]);
  expect((await getTarget(dba, target)).result?.summary.findings.high).toBe(2);
});

test('findings of a database that is not registered any more are no findings', async () => {
  const gone = these('a');
  await service.sql(`UPDATE "Target" SET "archivedAt" = now() WHERE id = '${target}'`);
  expect(await commentFindings(dba, { selection: gone, text: 'x' })).toMatchObject({ done: 0 });
});
