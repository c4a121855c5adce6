import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { foundFinding, insertTarget, storeScan } from '../../testing/stored-scan.ts';
import { actAsPostern } from '../auth/access.ts';
import { getTarget } from '../targets/get-target.ts';
import { parseFindingQuery } from './finding-query.ts';
import { listFleetFindings } from './list-fleet-findings.ts';
import { changesOf, worstByControl, worstControls } from './worst-findings.ts';

const access = actAsPostern('finding:read', 'target:read');
const acceptance = { reason: 'until the move', approvedBy: 'ciso', until: '2027-03-31' };
let service: ServiceDatabase;

/** A finished scan with these findings, `minutes` ago; each is `control fingerprint severity`, `!` when accepted. */
async function insertScan(targetId: string, minutesAgo: number, findings: readonly string[]): Promise<void> {
  await storeScan(targetId, {
    minutesAgo,
    findings: findings.map((line) => {
      const [control = '', fingerprint = '', severity = ''] = line.replace('!', '').split(' ');
      const title = `${control} \u202e '; DROP TABLE x; --`;
      const accepted = line.endsWith('!') ? { accepted: acceptance } : {};
      return foundFinding(control, fingerprint, { severity, title, database: 'a,b', ...accepted });
    }),
  });
}

let first: string;
let second: string;

beforeAll(async () => {
  service = await startServiceDatabase();
  first = await insertTarget('first');
  second = await insertTarget('second');
  await insertTarget('never scanned');
  await insertScan(first, 60, ['grants-a f1 high', 'grants-a gone high', 'roles-b f3 low']);
  await insertScan(first, 5, [
    'grants-a f1 high',
    'grants-a new critical',
    'roles-b f3 low',
    'roles-b f4 low!',
  ]);
  await insertScan(second, 5, ['grants-a g1 medium', 'rows-c g2 critical']);
});
afterAll(() => service.stop());

const resultOf = async (id: string) => {
  const { result } = await getTarget(access, id);
  if (result === null) throw new Error('no result');
  return result;
};

test('the list over the fleet holds the last scans alone, and names what is missing from it', async () => {
  const list = await listFleetFindings(access, parseFindingQuery({}));
  expect(list.rows.map((row) => `${row.target.name} ${row.fingerprint}`)).toEqual([
    'first new',
    'second g2',
    'first f1',
    'second g1',
    'first f3',
  ]);
  expect(list.unread.map((target) => target.name)).toEqual(['never scanned']);
  expect(list.facets.control).toEqual([
    { value: 'grants-a', count: 3 },
    { value: 'roles-b', count: 1 },
    { value: 'rows-c', count: 1 },
  ]);
});

test('a filter narrows the rows but not its own choices', async () => {
  const list = await listFleetFindings(access, parseFindingQuery({ severity: 'critical', accepted: 'all' }));
  expect(list.total).toBe(2);
  expect(list.facets.severity.find((facet) => facet.value === 'low')?.count).toBe(2);
});

test('a page past the last is the last', async () => {
  const list = await listFleetFindings(access, parseFindingQuery({ page: '99' }));
  expect(list.page).toBe(1);
  expect(list.rows).toHaveLength(5);
});

test('each control once, worst first, with how many it has; accepted ones do not count', async () => {
  const scans = [await resultOf(first), await resultOf(second)];
  const worst = await worstControls(access, scans, 10);
  expect(worst.map(({ fingerprint, total }) => [fingerprint, total])).toEqual([
    ['new', 2],
    ['g2', 1],
    ['g1', 1],
    ['f3', 1],
  ]);
  expect(worst.map((each) => each.targetId)).toEqual([first, second, second, first]);
  expect(await worstControls(access, scans, 1)).toHaveLength(1);
  expect(await worstControls(access, [], 10)).toEqual([]);
});

test('the first few of every control', async () => {
  const worst = await worstByControl(access, await resultOf(first), 1);
  expect([...worst].map(([control, rows]) => [control, rows.map((row) => row.fingerprint)])).toEqual([
    ['grants-a', ['new']],
    ['roles-b', ['f3']],
  ]);
});

test('what came and what went since the scan before; nothing to compare with is not nothing changed', async () => {
  const changes = await changesOf(access, await resultOf(first), 1);
  expect(changes?.opened).toMatchObject({ total: 2, first: [{ fingerprint: 'new', severity: 'critical' }] });
  expect(changes?.closed).toMatchObject({ total: 1, first: [{ fingerprint: 'gone' }] });
  expect(await changesOf(access, await resultOf(second), 1)).toBeNull();
});
