import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixtureFacts, role } from '../../engine/analysis/access-fixture.ts';
import { openDecisions } from '../../engine/policy/decisions/open-decisions.ts';
import { suspectColumns } from '../../engine/policy/decisions/suspect-columns.ts';
import { emptyPolicy } from '../../engine/policy/policy.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { makePerson } from '../../testing/service-people.ts';
import { type Access, accessFor, actAsPostern } from '../auth/access.ts';
import { database } from '../db/client.ts';
import { databasePolicy } from '../policy/policy-scope.ts';
import { getPolicy } from '../policy/policy-versions.ts';
import { registerTarget } from '../targets/register-target.ts';
import { answersSaveSchema, noteDecision, previewAnswers, saveAnswers } from './answer-decisions.ts';
import { exportDecisions } from './export-decisions.ts';
import { listOpenDecisions, parseDecisionsQuery } from './list-decisions.ts';

const hostile = 'evil"\u202e<b>|\n=1';
const roles = ['one', 'two', 'three', 'four', hostile];
const facts = fixtureFacts({
  cluster: { roles: [role('postgres', { superuser: true }), ...roles.map((name) => role(name))] },
  database: {
    relations: [
      {
        oid: 1,
        schema: 'app',
        name: 'people',
        kind: 'table',
        owner: 'one',
        acl: null,
        rowSecurity: false,
        forceRowSecurity: false,
        isPartition: false,
        options: [],
        extension: null,
        sizeClass: 0,
        comment: null,
      },
    ],
    columns: ['ssn', 'email'].map((name) => ({
      schema: 'app',
      relation: 'people',
      name,
      type: 'text',
      notNull: false,
      acl: null,
      comment: null,
    })),
  },
});

type All = Access<'finding:read' | 'policy:edit' | 'policy:read' | 'report:export'>;
let service: ServiceDatabase;
let anna: All;
let shop: string;

beforeAll(async () => {
  service = await startServiceDatabase();
  const email = 'anna@example.com';
  const id = await makePerson('reviewer', email);
  anna = accessFor({ id, email, name: 'Anna', role: 'reviewer', sessionId: '' }, [
    'finding:read',
    'policy:edit',
    'policy:read',
    'report:export',
  ]);
  ({ id: shop } = await registerTarget(actAsPostern('target:register'), {
    name: 'shop',
    host: '127.0.0.1',
    port: 9,
    database: 'postgres',
    user: 'postgres',
    sslMode: 'disable',
    policyText: 'version: 1 # the first\n',
  }));
  const at = new Date();
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0, accepted: 0 };
  const summary = {
    verdicts: { pass: 0, fail: 0, unknown: 0, notApplicable: 0 },
    findings: counts,
    threats: { covered: 0, partial: 0, gap: 0, unknown: 0, accepted: 0 },
    gaps: 0,
    decisions: 0,
  };
  const waiting = { status: 'unknown' as const, reason: 'r', gaps: [], findings: [], waitsFor: ['roles'] };
  const decisions: unknown = JSON.parse(
    JSON.stringify(
      openDecisions(facts, emptyPolicy, [{ control: 'role-kinds', ...waiting }], suspectColumns(facts)),
    ),
  );
  await database().scan.create({
    data: {
      targetId: shop,
      state: 'done',
      requestedAt: at,
      startedAt: at,
      finishedAt: at,
      policyVersion: 1,
      summary,
      snapshot: gzipSync(JSON.stringify(facts.inventory)),
      decisions: Object(decisions),
    },
  });
});
afterAll(() => service.stop());

const list = (said: Readonly<Record<string, string>> = {}) =>
  listOpenDecisions(anna, shop, parseDecisionsQuery(said));
const kind = (name: string, option = 'It is of kind application') => ({
  decision: `roles:${name}`,
  option,
  values: {},
});

test('one kind at a time, counted, with what waits for each', async () => {
  const first = await list();
  expect(first).toMatchObject({ group: 'architecture', basedOn: 1, outdated: false });
  expect(first.counts).toMatchObject({ roles: 7, columns: 2 });
  const asked = await list({ group: 'roles', q: 'three' });
  expect(asked.page.rows.map(({ id }) => id)).toEqual(['roles:three']);
  const whole = await list({ group: 'roles' });
  expect(whole.page.rows.find(({ id }) => id === 'roles')?.blocks).toEqual(['role-kinds']);
});

test('many are answered at once: shown first, then one version, comments kept', async () => {
  const answers = [...roles.map((name) => kind(name)), kind('postgres', 'It is of kind admin')];
  const preview = await previewAnswers(anna, shop, { answers, basedOn: 1 });
  expect(preview.diff.filter((line) => line.kind === 'new')).toHaveLength(7);
  expect((await getPolicy(anna, databasePolicy(shop))).version).toBe(1);

  const request = { answers, basedOn: 1, reason: 'agreed with the platform team' };
  expect(await saveAnswers(anna, shop, request)).toMatchObject({ state: 'current', version: 2 });
  const policy = await getPolicy(anna, databasePolicy(shop));
  expect(policy).toMatchObject({ author: 'reviewer', reason: 'agreed with the platform team' });
  expect(policy.text.startsWith('version: 1 # the first\n')).toBe(true);
  // Answered ones are gone at once, and the questions they bring are there.
  const after = await list({ group: 'secrets' });
  expect(after).toMatchObject({ basedOn: 2, outdated: true });
  expect(after.counts.roles).toBe(1);
  expect(after.page.rows.map(({ id }) => id)).toContain(`secrets:${hostile}`);
});

test('what is not complete, not open, not an option or not current is refused, and nothing is written', async () => {
  const refused = async (answers: readonly object[], basedOn = 2) => {
    const request = answersSaveSchema.parse({ answers, basedOn, reason: 'x' });
    const error: unknown = await saveAnswers(anna, shop, request).catch((caught: unknown) => caught);
    return error;
  };
  const secret = { decision: 'secrets:one', option: 'Rotate monthly' };
  expect(await refused([secret])).toMatchObject({
    code: 'invalid-input',
    details: [{ decision: 'secrets:one', field: 'secrets.0.owner' }],
  });
  expect(await refused([kind('one')])).toMatchObject({ details: [{ message: 'It is not open any more.' }] });
  expect(await refused([{ ...secret, option: 'Never' }])).toMatchObject({
    details: [{ message: 'There is no such option.' }],
  });
  const elsewhere = { 'secrets.0.credential': 'other', 'secrets.0.owner': 'me' };
  expect(await refused([{ ...secret, values: elsewhere }])).toMatchObject({
    details: [{ field: 'secrets.0.credential' }],
  });
  expect(await refused([{ ...secret, values: { 'secrets.0.owner': 'me' } }], 1)).toMatchObject({
    code: 'conflict',
  });
  expect((await getPolicy(anna, databasePolicy(shop))).version).toBe(2);
});

test('a suggestion is accepted with class, tier and readers, or said not to be sensitive, and does not come back', async () => {
  const path = 'shop.app.people';
  const answers = [
    {
      decision: `classification:${path}.ssn`,
      option: 'Personal data',
      values: { 'classification.0.readers': 'one\ntwo', 'classification.0.tier': '1' },
    },
    { decision: `classification:${path}.email`, option: 'Not sensitive', values: {} },
  ];
  await saveAnswers(anna, shop, answersSaveSchema.parse({ answers, basedOn: 2, reason: 'looked at' }));
  const { text } = await getPolicy(anna, databasePolicy(shop));
  expect(text).toMatch(/column: ssn, class: pii, (tier: 1, )?readers: \[one, two\](, tier: 1)?/);
  expect(text).toContain('column: email, class: public');
  expect((await list({ group: 'columns' })).counts.columns).toBe(0);
});

test('putting off with a note answers nothing', async () => {
  const before = await list();
  await noteDecision(anna, shop, { decision: 'tenancy', note: hostile });
  const after = await list();
  expect(after.counts).toEqual(before.counts);
  expect(after.page.rows.find(({ id }) => id === 'tenancy')?.note).toMatchObject({
    note: hostile,
    author: 'reviewer',
  });
  expect((await getPolicy(anna, databasePolicy(shop))).version).toBe(3);
  const [event] = await service.sql(`SELECT * FROM "AuditEvent" ORDER BY "seq" DESC LIMIT 1`);
  expect(event).toMatchObject({ action: 'decision.note', subject: 'shop' });
  await expect(noteDecision(anna, shop, { decision: 'roles:one', note: 'x' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('records: who decided what, when and in which version; all of them as one file', async () => {
  const one = await exportDecisions(anna, shop, { decision: 'roles:one' });
  expect(one.name).toMatch(/^roles-one-[0-9a-f]{8}\.md$/);
  expect(one.body).toContain('- Status: accepted\n');
  expect(one.body).toContain('- Decided by: reviewer\n- Stated in: version 2 of the policy');
  expect(one.body).toContain('agreed with the platform team');
  const open = await exportDecisions(anna, shop, { decision: 'tenancy' });
  expect(open.body).toContain('- Status: proposed');
  expect(open.body).toContain('Put off, with these notes:');
  expect(open.body).not.toContain('\u202e');
  const all = await exportDecisions(anna, shop, {});
  expect(all).toMatchObject({ contentType: 'application/zip' });
  expect(all.name).toMatch(/^postern-decisions-shop-\d{4}-\d\d-\d\d\.zip$/);
  expect(Buffer.from(all.body).subarray(0, 2).toString()).toBe('PK');
  await expect(exportDecisions(anna, shop, { decision: 'no:such' })).rejects.toMatchObject({
    code: 'not-found',
  });
});
