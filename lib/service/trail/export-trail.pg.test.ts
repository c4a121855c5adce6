import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { canonicalJson } from '../../engine/model/canonical-json.ts';
import { parse } from '../../testing/parse-csv.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { recordEvent } from '../audit/record.ts';
import { actAsPostern } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { exportTrail, trailExportSchema } from './export-trail.ts';
import { listTrail } from './list-trail.ts';

let service: ServiceDatabase;
const access = actAsPostern('trail:read', 'report:export');
const hostile = '=cmd|\u202e"x",\n';

const text = async (query: Readonly<Record<string, string>>) => {
  const file = await exportTrail(access, trailExportSchema.parse(query));
  return new Response(file.body).text();
};

const jsonSchema = z.object({
  entries: z.array(
    z.looseObject({ seq: z.string(), previous: z.string(), hash: z.string(), subject: z.string() }),
  ),
});

beforeAll(async () => {
  service = await startServiceDatabase();
  // More than is read at a time.
  for (let at = 1; at <= 1010; at += 10) {
    await inTransaction(async (transaction) => {
      for (let one = at; one < at + 10; one += 1) {
        const subject = one === 7 ? hostile : `db ${one}`;
        await recordEvent(transaction, { id: null, name: 'ann' }, 'target.register', subject, { port: one });
      }
    });
  }
}, 120_000);
afterAll(() => service.stop());

test('the file holds every entry in order, and its seals can be worked out again from it alone', async () => {
  const { entries } = jsonSchema.parse(JSON.parse(await text({ format: 'json' })));
  expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 1010 }, (_, at) => String(at + 1)));
  let before = '';
  for (const { hash, ...entry } of entries) {
    expect(entry.previous).toBe(before);
    expect(createHash('sha256').update(canonicalJson(entry)).digest('hex')).toBe(hash);
    before = hash;
  }
});

test('a filter leaves what the page shows, inert in a spreadsheet', async () => {
  const rows = parse(await text({ format: 'csv', q: '=cmd', action: 'target.register' }));
  const shown = await listTrail(access, { q: '=cmd', action: 'target.register' });
  expect(rows.map((row) => row.seq)).toEqual(shown.entries.map((entry) => entry.seq));
  expect(rows[0]).toMatchObject({ actor: 'ann', words: 'registered', detail: '{"port":7}' });
  expect(rows[0]?.subject).toMatch(/^'=cmd\|⟨U\+202E⟩/);
});

test('taking it is the next entry of the trail', async () => {
  const before = (await listTrail(access, { q: '' })).entries[0];
  await text({ format: 'csv', q: 'db 1' });
  const [newest] = (await listTrail(access, { q: '' })).entries;
  expect(newest).toMatchObject({
    action: 'report.export',
    subject: 'the trail',
    detail: { format: 'csv', upTo: before?.seq, find: 'db 1' },
  });
});
