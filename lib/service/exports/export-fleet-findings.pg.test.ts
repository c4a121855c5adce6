import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { parse } from '../../testing/parse-csv.ts';
import { insertTarget } from '../../testing/stored-scan.ts';
import { actAsPostern } from '../auth/access.ts';
import { database } from '../db/client.ts';
import { parseFindingQuery } from '../findings/finding-query.ts';
import { listFleetFindings } from '../findings/list-fleet-findings.ts';
import { type ScanServers, scanAccess, scanUntil, startScanServers } from '../jobs/scan-fixture.ts';
import { requestScan } from '../scans/request-scan.ts';
import { editTarget } from '../targets/edit-target.ts';
import { registerTarget } from '../targets/register-target.ts';
import { exportFleetFindings, fleetExportSchema } from './export-fleet-findings.ts';

const hostileName = '=HYPERLINK("http://x") | \u202e <b>';
let servers: ScanServers;
let first: string;

const text = async (query: Readonly<Record<string, string>>, format: 'json' | 'csv' | 'md') => {
  const file = await exportFleetFindings(scanAccess, fleetExportSchema.parse({ ...query, format }));
  return new Response(file.body).text();
};

const jsonSchema = z.object({
  schemaVersion: z.literal('1'),
  unread: z.array(z.object({ id: z.string(), name: z.string() })),
  servers: z.array(
    z.object({
      server: z.object({
        id: z.string(),
        name: z.string(),
        stale: z.string().nullable(),
        findings: z.number(),
      }),
      findings: z.array(
        z.object({ fingerprint: z.string(), remediation: z.object({ kind: z.string(), up: z.string() }) }),
      ),
    }),
  ),
});

beforeAll(async () => {
  servers = await startScanServers();
  const one = await registerTarget(scanAccess, servers.connection());
  const two = await registerTarget(scanAccess, servers.connection({ database: 'template1' }));
  first = one.id;
  servers.startWork();
  await scanUntil(one.scanId, ['done']);
  await scanUntil(two.scanId, ['done']);
  const { password, ...wrong } = servers.connection({ port: 1 });
  await editTarget(scanAccess, two.id, { ...wrong, password, sslRootCert: null, substrate: null });
  await scanUntil((await requestScan(scanAccess, two.id)).scanId, ['failed']);
  await insertTarget(hostileName);
});
afterAll(async () => {
  await servers.settle();
  await servers.stop();
});

test.each([
  ['everything that is open', {}],
  ['what a filter leaves', { severity: 'high,medium', sort: 'object', dir: 'desc' }],
])(
  'every format holds %s, with its scripts, and names the servers of which nothing is known',
  async (_, filter) => {
    const list = await listFleetFindings(scanAccess, parseFindingQuery({ ...filter, size: '200' }));
    const shown = Map.groupBy(list.rows, (row) => row.target.name);
    expect(list.rows).toHaveLength(list.total);
    expect(shown.size).toBe(2);

    const json = jsonSchema.parse(JSON.parse(await text(filter, 'json')));
    expect(json.unread).toMatchObject([{ name: hostileName }]);
    for (const { server, findings } of json.servers) {
      expect(findings.map((one) => one.fingerprint)).toEqual(
        shown.get(server.name)?.map((one) => one.fingerprint),
      );
      expect(server.findings).toBe(findings.length);
      expect(server.stale === null).toBe(server.id === first);
      for (const one of findings) expect(one.remediation.up).not.toBe('');
    }

    const rows = parse(await text(filter, 'csv'));
    expect(rows.filter((row) => row.state === 'unknown').map((row) => row.server?.slice(0, 6))).toEqual([
      "'=HYPE",
    ]);
    const csv = rows.filter((row) => row.state !== 'unknown');
    expect(csv.map((row) => `${row.server} ${row.fingerprint}`)).toEqual(
      json.servers.flatMap(({ server, findings }) =>
        findings.map((one) => `${server.name} ${one.fingerprint}`),
      ),
    );
    expect(csv.every((row) => row.remediation_up !== '')).toBe(true);

    const markdown = await text(filter, 'md');
    expect(markdown).toContain('nothing is known of them');
    expect(markdown).toContain('⟨U+202E⟩ &lt;b&gt;');
    for (const row of list.rows) expect(markdown).toContain(`Finding \`${row.fingerprint}\``);
  },
);

test('nothing left by the filter is said of each server, and is no empty fleet', async () => {
  const none = { q: 'no finding says this' };
  const json = jsonSchema.parse(JSON.parse(await text(none, 'json')));
  expect(json.servers.map(({ findings }) => findings)).toEqual([[], []]);
  expect(parse(await text(none, 'csv'))).toHaveLength(1);
  expect(await text(none, 'md')).toContain('Nothing was found.');
});

test('the trail says who took it, how much it held; who may not is refused', async () => {
  const before = await database().auditEvent.count({ where: { action: 'report.export' } });
  await text({}, 'csv');
  const events = await database().auditEvent.findMany({
    where: { action: 'report.export' },
    orderBy: { seq: 'desc' },
  });
  const list = await listFleetFindings(scanAccess, parseFindingQuery({}));
  expect(events).toHaveLength(before + 1);
  expect(events[0]).toMatchObject({
    subject: 'the fleet',
    detail: { format: 'csv', servers: 2, findings: list.total },
  });
  const reader = actAsPostern('finding:read');
  await expect(
    // @ts-expect-error: this access is not for exports, which the types say and the service checks again.
    exportFleetFindings(reader, fleetExportSchema.parse({ format: 'csv' })),
  ).rejects.toThrow();
});
