import { afterAll, beforeAll, expect, test } from 'vitest';
import { registry } from '../../engine/controls/registry.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { foundFinding, insertTarget, storeScan } from '../../testing/stored-scan.ts';
import { actAsPostern } from '../auth/access.ts';
import { database } from '../db/client.ts';
import { parseControlQuery } from './control-query.ts';
import { getControl } from './get-control.ts';
import { listControls } from './list-controls.ts';
import { listFrameworks } from './list-frameworks.ts';

const access = actAsPostern('target:read', 'finding:read');
const risk = { reason: 'r', approvedBy: 'a@example.org', until: '2999-01-01' };
let service: ServiceDatabase;
let shop: string;
let never: string;

beforeAll(async () => {
  service = await startServiceDatabase();
  shop = await insertTarget('shop');
  const { id: scanId } = await storeScan(shop, {
    findings: [
      foundFinding('superuser-count', 'aa'),
      foundFinding('superuser-count', 'bb', { accepted: risk }),
      foundFinding('createdb-attribute', 'cc', { accepted: risk }),
    ],
  });
  const verdicts = [
    { control: 'hba-plain-host', status: 'pass', reason: null, findings: 0 },
    { control: 'tls-enabled', status: 'unknown', reason: 'settings: refused', findings: 0 },
    { control: 'superuser-count', status: 'fail', reason: null, findings: 2 },
    { control: 'createdb-attribute', status: 'fail', reason: null, findings: 1 },
    {
      control: 'hba-wide-network',
      status: 'fail',
      reason: 'hba-any-address says it of one object',
      findings: 0,
    },
  ];
  await database().verdictRow.createMany({
    data: verdicts.map((verdict) => ({ ...verdict, scanId, gaps: [] })),
  });
  never = await insertTarget('never scanned');
});
afterAll(() => service.stop());

const on = async (control: string, server: string) =>
  (await getControl(access, control)).servers.find((one) => one.server.id === server);

test('a control stands as its verdict and its open findings say; what was not looked at is unknown', async () => {
  expect(await on('hba-plain-host', shop)).toMatchObject({ standing: 'pass', open: 0 });
  expect(await on('tls-enabled', shop)).toMatchObject({ standing: 'unknown', reason: 'settings: refused' });
  expect(await on('superuser-count', shop)).toMatchObject({ standing: 'fail', open: 1 });
  expect(await on('createdb-attribute', shop)).toMatchObject({ standing: 'accepted', open: 0 });
  // All it found is listed under another control.
  expect(await on('hba-wide-network', shop)).toMatchObject({ standing: 'fail', open: 0 });
  // Not in the stored result: older than the control.
  expect(await on('hba-trust', shop)).toMatchObject({
    standing: 'unknown',
    reason: expect.stringContaining('older'),
  });
  expect(await on('hba-plain-host', never)).toMatchObject({ standing: 'unknown' });
});

test('the page of a control names its open findings and every requirement in words', async () => {
  const page = await getControl(access, 'superuser-count');
  expect(page.findings).toMatchObject({ total: 1, first: [{ fingerprint: 'aa', target: { id: shop } }] });
  expect(page.unread).toEqual([{ id: never, name: 'never scanned' }]);
  expect(page.references.every((one) => one.requirement !== null)).toBe(true);
  expect(page.control).not.toHaveProperty('check');
  await expect(getControl(access, 'no-such-control')).rejects.toMatchObject({ code: 'not-found' });
});

test('the list is the whole catalogue, and a filter by standing asks any server', async () => {
  const all = await listControls(access, parseControlQuery({}));
  expect(all.total).toBe(registry.length);
  const failing = await listControls(access, parseControlQuery({ standing: 'fail' }));
  expect(failing.areas.flatMap((area) => area.controls.map((one) => one.control.id))).toEqual([
    'hba-wide-network',
    'superuser-count',
  ]);
  expect(failing.facets.standing).toContainEqual({ value: 'fail', count: 2 });
});

test('a requirement stands as the worst of its controls, and a hole as nothing', async () => {
  const { frameworks } = await listFrameworks(access, shop);
  const hole = frameworks.flatMap((one) => one.requirements).find((one) => one.kind === 'hole');
  expect(hole).toMatchObject({ standing: null, by: [] });
  const answered = frameworks
    .flatMap((one) => one.requirements)
    .filter((one) => one.controls.includes('superuser-count'));
  expect(answered.length).toBeGreaterThan(0);
  for (const one of answered) expect(one.standing).toBe('fail');
  const fleet = await listFrameworks(access, null);
  expect(fleet.frameworks.flatMap((one) => one.requirements).some((one) => one.standing === 'pass')).toBe(
    false,
  );
});
