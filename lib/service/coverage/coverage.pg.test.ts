import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Coverage, CoverageControl } from '../../engine/coverage/coverage.ts';
import { scoreOf } from '../../engine/coverage/score.ts';
import { parse } from '../../testing/parse-csv.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { makePerson } from '../../testing/service-people.ts';
import { accessFor, actAsPostern } from '../auth/access.ts';
import { database } from '../db/client.ts';
import { cellEvidence } from './cell-evidence.ts';
import { parseCoverageQuery } from './coverage-query.ts';
import { exportCoverage } from './export-coverage.ts';
import { fleetCoverage } from './fleet-coverage.ts';
import { getMatrix } from './get-matrix.ts';
import { getScore } from './get-score.ts';
import { noteHistory, writeNote } from './threat-notes.ts';

const access = actAsPostern('finding:read', 'target:read', 'report:export', 'threat:annotate');
const hostile = 'evil" \u202e<b>|\n=1';
let service: ServiceDatabase;
let shop: string;

const control = (id: string, state: CoverageControl['state'], findings = 0): CoverageControl => ({
  id,
  area: id.startsWith('rls') ? 'rows' : 'network',
  enforcedWhere: 'policy',
  status: findings > 0 ? 'fail' : 'pass',
  state,
  verified: false,
  findings,
  acceptedUntil: null,
});

const row = { residualRisk: 'x', setAside: null };
const coverage: Coverage = {
  threats: [
    {
      ...row,
      id: 'cross-tenant-access',
      title: hostile,
      status: 'gap',
      controls: [control('rls-not-forced', 'missing', 2)],
    },
    {
      ...row,
      id: 'network-reach',
      title: 'N',
      status: 'covered',
      controls: [control('hba-trust', 'unverified')],
    },
  ],
  boundaries: [
    { ...row, id: 'network-reach', title: 'B', status: 'covered', cidrs: ['10.0.0.0/8'], controls: [] },
  ],
  removableControls: [],
  databases: [
    { name: hostile, controls: {} },
    {
      name: 'sound',
      controls: { 'rls-not-forced': { ...control('rls-not-forced', 'unverified'), findings: 0 } },
    },
  ],
};

async function insertTarget(name: string): Promise<string> {
  const fields = { name, host: 'h', port: 5432, database: 'd', user: 'u', sslMode: 'verify-full' };
  return (await database().target.create({ data: fields })).id;
}

async function insertScan(targetId: string, stored: object, daysAgo = 0): Promise<string> {
  const at = new Date(Date.now() - daysAgo * 24 * 3_600_000 - 60_000);
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0, accepted: 0 };
  const summary = {
    verdicts: { pass: 0, fail: 0, unknown: 0, notApplicable: 0 },
    findings: counts,
    threats: { covered: 0, partial: 0, gap: 0, unknown: 0, accepted: 0 },
    gaps: 0,
    decisions: 0,
  };
  const scan = await database().scan.create({
    data: { targetId, state: 'done', requestedAt: at, startedAt: at, finishedAt: at, summary, ...stored },
  });
  return scan.id;
}

beforeAll(async () => {
  service = await startServiceDatabase();
  shop = await insertTarget('shop');
  await insertTarget('unread');
  const score = scoreOf(
    [{ control: 'a', status: 'pass', findings: [] }],
    [
      { id: 'a', area: 'rows', severity: 'high' },
      { id: 'b', area: 'roles', severity: 'high' },
    ],
  );
  const plain: unknown = JSON.parse(JSON.stringify({ coverage, score }));
  const scanId = await insertScan(shop, Object(plain));
  await insertScan(await insertTarget('old'), { coverage: { threats: [], removableControls: [] } }, 30);
  await database().findingRow.createMany({
    data: ['one', 'two', 'three', 'four', 'five'].map((name, index) => ({
      scanId,
      fingerprint: name,
      control: 'rls-not-forced',
      area: 'rows',
      severity: 'high',
      severityRank: 1,
      title: `${name} ${hostile}`,
      objectKind: 'table',
      objectText: name,
      database: index === 0 ? 'sound' : hostile,
      object: {},
      evidence: { owner: hostile, roles: ['a', 'b'], nothing: null },
      threats: [],
      references: [],
      ...(name === 'one' ? { accepted: { reason: 'r', approvedBy: 'a', until: '2030-01-01' } } : {}),
    })),
  });
});
afterAll(() => service.stop());

const query = (more: Record<string, string> = {}) => parseCoverageQuery(more);

test('threats and boundaries with their cells; a filter narrows, and the tally is of what it leaves', async () => {
  const view = await getMatrix(access, shop, query());
  expect(view.rows.map((one) => [one.key, one.status])).toEqual([
    ['cross-tenant-access', 'gap'],
    ['network-reach', 'covered'],
    ['boundary:network-reach', 'covered'],
  ]);
  expect(view.rows[0]?.cells.rows).toMatchObject({ state: 'missing', holding: 0, applying: 1 });
  expect(view.areas).toEqual([
    { area: 'network', controls: ['hba-trust'] },
    { area: 'rows', controls: ['rls-not-forced'] },
  ]);
  expect(view).toMatchObject({
    hasBoundaries: true,
    databases: [hostile, 'sound'],
    tally: { gap: 1, covered: 2 },
  });
  const gaps = await getMatrix(access, shop, query({ risk: 'gap' }));
  expect(gaps.rows).toHaveLength(1);
  expect(gaps.tally).toEqual(view.tally);
  const byStandard = await getMatrix(access, shop, query({ framework: 'CVE' }));
  expect(byStandard.rows).toEqual([]);
});

test('a database of the server has its own states; one nobody looked for is not found', async () => {
  const sound = await getMatrix(access, shop, query({ database: 'sound' }));
  expect(sound.rows.map((one) => one.status)).not.toContain('gap');
  await expect(getMatrix(access, shop, query({ database: 'gone' }))).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a result from before there were states, boundaries and scores still opens', async () => {
  const old = await database().target.findFirstOrThrow({ where: { name: 'old' } });
  expect(await getMatrix(access, old.id, query())).toMatchObject({ rows: [], hasBoundaries: false });
  expect(await getScore(access, old.id)).toBeNull();
});

test('the evidence behind a cell: the first of each control, accepted ones last, by database', async () => {
  const found = (await cellEvidence(access, shop, ['rls-not-forced', 'hba-trust'], null))['rls-not-forced'];
  expect(found?.total).toBe(5);
  expect(found?.first.map((one) => one.fingerprint)).toEqual(['five', 'four', 'three']);
  expect(found?.first[0]?.evidence).toEqual([
    ['owner', hostile],
    ['roles', '["a","b"]'],
  ]);
  const sound = (await cellEvidence(access, shop, ['rls-not-forced'], 'sound'))['rls-not-forced'];
  expect(sound).toMatchObject({ total: 1, first: [{ fingerprint: 'one', acceptedUntil: '2030-01-01' }] });
});

test('a note stands beside the risk, its history stays, the trail knows', async () => {
  const id = await makePerson('reviewer');
  const person = accessFor(
    { id, email: 'reviewer@example.com', name: 'reviewer', role: 'reviewer', sessionId: 's' },
    ['threat:annotate'],
  );
  await writeNote(person, shop, { row: 'cross-tenant-access', text: 'first' });
  await writeNote(person, shop, { row: 'cross-tenant-access', text: hostile });
  await writeNote(person, shop, { row: 'boundary:network-reach', text: 'zone' });
  const notes = async () =>
    (await getMatrix(access, shop, query())).rows.map((one) => [one.key, one.note?.text ?? null]);
  expect(await notes()).toEqual([
    ['cross-tenant-access', hostile],
    ['network-reach', null],
    ['boundary:network-reach', 'zone'],
  ]);
  await writeNote(person, shop, { row: 'boundary:network-reach', text: '' });
  expect((await notes())[2]).toEqual(['boundary:network-reach', null]);
  const history = await noteHistory(access, shop, 'cross-tenant-access');
  expect(history.map((note) => [note.text, note.author])).toEqual([
    [hostile, 'reviewer'],
    ['first', 'reviewer'],
  ]);
  const trail = await database().auditEvent.findMany({ where: { action: 'threat.note' } });
  expect(trail).toHaveLength(4);
  expect(() =>
    accessFor({ id, email: 'a', name: 'a', role: 'auditor', sessionId: 's' }, ['threat:annotate']),
  ).toThrow('does not allow');
});

test('a file holds exactly what the filter leaves, with the notes, and the trail says who took it', async () => {
  const file = await exportCoverage(access, shop, { ...query({ risk: 'gap' }), format: 'csv' });
  expect(file.name).toMatch(/^coverage-shop-\d{4}-\d\d-\d\d\.csv$/);
  const rows = parse(file.body);
  expect(rows.map((one) => [one.id, one.control])).toEqual([['cross-tenant-access', 'rls-not-forced']]);
  expect(rows[0]?.note).toContain('⟨U+202E⟩');
  expect((await exportCoverage(access, shop, { ...query(), format: 'svg' })).body).toContain('</svg>');
  expect((await exportCoverage(access, shop, { ...query(), format: 'md' })).body).toContain(
    '# Coverage of shop',
  );
  expect(await database().auditEvent.count({ where: { action: 'report.export' } })).toBe(3);
});

test('the fleet: every server, unknown where it was never scanned, marked where it is outdated, with its score', async () => {
  const columns = await fleetCoverage(access);
  const of = (name: string) => columns.find((column) => column.target.name === name);
  expect(of('shop')?.threats?.map((threat) => [threat.id, threat.status])).toEqual([
    ['cross-tenant-access', 'gap'],
    ['network-reach', 'covered'],
  ]);
  expect(of('shop')?.threats?.[0]).not.toHaveProperty('controls');
  expect(of('shop')?.score).toMatchObject({ value: 50, earned: 10, possible: 20 });
  expect(of('unread')).toMatchObject({ threats: null, score: null, target: { result: null } });
  expect(of('old')?.target.result?.stale).toContain('more than a week');
  expect(await getScore(access, shop)).toMatchObject({ value: 50, raises: [{ control: 'b', points: 10 }] });
});
