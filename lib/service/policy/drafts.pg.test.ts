import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { makePerson } from '../../testing/service-people.ts';
import { type Access, accessFor, actAsPostern } from '../auth/access.ts';
import { claimScan } from '../db/scan-queue.ts';
import { runScan } from '../jobs/run-scan.ts';
import { registerTarget } from '../targets/register-target.ts';
import { changePolicy } from './change-policy.ts';
import { checkDraft } from './check-draft.ts';
import { editDraftText } from './edit-draft.ts';
import { effectivePolicy } from './effective-policy.ts';
import { listProposals } from './list-proposals.ts';
import { databasePolicy, organisation, type PolicyScope } from './policy-scope.ts';
import { getPolicy, savePolicy } from './policy-versions.ts';
import { offerPreviewsInThreads } from './preview-in-thread.ts';
import { previewPolicy } from './preview-policy.ts';
import { rebaseDraft } from './rebase-draft.ts';

let service: ServiceDatabase;
let server: TestCluster;
let anna: Access<'policy:edit' | 'policy:read' | 'finding:read'>;
let shop: PolicyScope;
let id: string;

const first = 'version: 1\nroles:\n  - { role: postgres, kind: admin } # the bootstrap role\n';

beforeAll(async () => {
  [service, server] = await Promise.all([startServiceDatabase(), startCluster({ major: 15 })]);
  const person = await makePerson('reviewer', 'anna@example.com');
  const who = {
    id: person,
    email: 'anna@example.com',
    name: 'anna',
    role: 'reviewer',
    sessionId: '',
  } as const;
  anna = accessFor(who, ['policy:edit', 'policy:read', 'finding:read']);
  await server.sql('CREATE ROLE second_root SUPERUSER LOGIN');
  ({ id } = await registerTarget(actAsPostern('target:register'), {
    name: 'shop',
    host: '127.0.0.1',
    port: server.port,
    database: 'postgres',
    user: 'postgres',
    sslMode: 'disable',
    policyText: first,
  }));
  shop = databasePolicy(id);
  offerPreviewsInThreads();
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});

test('before the first scan names are not checked, and nothing can be previewed', async () => {
  expect(await checkDraft(anna, shop, `${first}  - { role: nobody, kind: person }\n`)).toEqual([]);
  const preview = previewPolicy(anna, id, { layer: 'database', text: first });
  await expect(preview).rejects.toMatchObject({ code: 'not-found' });
  const claim = await claimScan();
  if (claim) await runScan(claim, new AbortController().signal);
});

test('after it, names the snapshot does not have are warnings with line and remedy', async () => {
  const said = await checkDraft(anna, shop, `${first}  - { role: second_rot, kind: break-glass }\n`);
  expect(said).toEqual([
    {
      severity: 'warning',
      line: 4,
      column: 13,
      path: 'roles[1].role',
      message: 'The snapshot has no role "second_rot".',
      remedy: 'Did you mean "second_root"?',
      layer: 'database',
      foreign: false,
    },
  ]);
});

test('a form edits the draft: comments stay, problems come with it, nothing is stored', async () => {
  const entry = { role: 'second_root', kind: 'boss' };
  const edited = await editDraftText(anna, shop, first, [{ do: 'add', section: 'roles', entry }]);
  expect(edited.text).toBe(`${first}  - { role: second_root, kind: boss }\n`);
  expect(edited.problems).toMatchObject([{ path: 'roles[1].kind', line: 4 }]);
  expect(edited.document).toMatchObject({ roles: [{ role: 'postgres' }, entry] });
  expect((await getPolicy(anna, shop)).version).toBe(1);
  const twice = editDraftText(anna, shop, edited.text, [{ do: 'add', section: 'roles', entry }]);
  await expect(twice).rejects.toMatchObject({ code: 'conflict' });
  expect(await editDraftText(anna, shop, 'version: [', [])).toMatchObject({ document: null });
});

test('a preview says what would change, and changes nothing', async () => {
  const text = `${first}  - { role: second_root, kind: break-glass }\n`;
  const change = await previewPolicy(anna, id, { layer: 'database', text });
  expect(change.closed).toMatchObject([
    { control: 'superuser-count', object: 'role second_root', accepted: false },
  ]);
  expect(change.verdicts).toContainEqual({ control: 'superuser-count', before: 'fail', after: 'pass' });
  expect(change.opened.map((finding) => finding.control)).not.toContain('superuser-count');
  const below = await previewPolicy(anna, id, {
    layer: 'organisation',
    text: 'version: 1\npublicExposure: forbidden\n',
  });
  expect(below.decided).toContain('public-exposure');
  expect(await previewPolicy(anna, id, { layer: 'database', text: `${first}# nothing new\n` })).toEqual({
    verdicts: [],
    opened: [],
    closed: [],
    threats: [],
    decided: [],
    undecided: [],
  });
  const wrong = previewPolicy(anna, id, { layer: 'database', text: 'version: 2' });
  await expect(wrong).rejects.toMatchObject({ code: 'invalid-policy' });
  expect((await getPolicy(anna, shop)).version).toBe(1);
});

test('a database may lean on the organisation, and neither may come to contradict the other', async () => {
  await changePolicy(
    anna,
    organisation,
    [
      { do: 'add', section: 'threats.add', entry: { id: 'partner', title: 'Partner misuse', controls: [] } },
      { do: 'add', section: 'exposures', entry: { cidr: '192.0.2.0/24', reason: 'monitoring' } },
    ],
    'for everybody',
    { basedOn: 0 },
  );
  const leaning = `${first}threats:\n  setAside:\n    - { id: partner, reason: none here }\n`;
  const saved = await savePolicy(anna, shop, { text: leaning, reason: 'none', basedOn: 1 });
  expect(saved).toMatchObject({ state: 'current', version: 2 });
  const against = { text: `${leaning}publicExposure: forbidden\n`, reason: 'x', basedOn: 2 };
  await expect(savePolicy(anna, shop, against)).rejects.toMatchObject({
    code: 'invalid-policy',
    message: expect.stringContaining("organisation's policy: Public exposure is forbidden"),
  });
  const gone = changePolicy(
    anna,
    organisation,
    [{ do: 'remove', section: 'threats.add', key: { id: 'partner' } }],
    'x',
    {
      basedOn: 1,
    },
  );
  await expect(gone).rejects.toMatchObject({
    code: 'invalid-policy',
    message: expect.stringContaining('policy of shop'),
  });
});

test('who says what is told statement by statement', async () => {
  const { statements, problems, digest } = await effectivePolicy(anna, id);
  expect(problems).toMatchObject([]);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(statements).toEqual([
    { section: 'exposures', name: '192.0.2.0/24', value: 'reason: monitoring', layer: 'organisation' },
    { section: 'roles', name: 'postgres', value: 'kind: admin', layer: 'database' },
    {
      section: 'threats.add',
      name: 'partner',
      value: expect.stringContaining('Partner misuse'),
      layer: 'organisation',
    },
    { section: 'threats.setAside', name: 'partner', value: 'reason: none here', layer: 'database' },
  ]);
});

test('a draft on an old version is put on top of what others saved, or shown what they changed', async () => {
  const base = await getPolicy(anna, shop);
  await changePolicy(anna, shop, [{ do: 'set', section: 'system', value: { name: 'shop' } }], 'named', {
    basedOn: 2,
  });
  const mine = `${base.text}# mine\n`;
  const rebased = await rebaseDraft(anna, shop, { text: mine, basedOn: 2 });
  expect(rebased.current).toMatchObject({ version: 3, reason: 'named', author: 'reviewer' });
  expect(rebased.merged).toContain('# mine');
  expect(rebased.merged).toContain('name: shop');
  expect(rebased.theirs.filter((line) => line.kind === 'new').map((line) => line.text)).toEqual([
    'system:',
    '  name: shop',
  ]);
  const same = base.text.replace('version: 1\n', 'version: 1\nsystem: { name: mine }\n');
  expect((await rebaseDraft(anna, shop, { text: same, basedOn: 2 })).merged).toBeNull();
});

test('what waits for a second person is listed with its difference', async () => {
  await changePolicy(
    anna,
    shop,
    [
      {
        do: 'add',
        section: 'exceptions',
        entry: { control: 'superuser-count', reason: 'x', approvedBy: 'ciso', expires: '2030-01-01' },
      },
    ],
    'please',
    { basedOn: 3 },
  );
  const [proposal, ...others] = await listProposals(anna, shop);
  expect(others).toEqual([]);
  expect(proposal).toMatchObject({ target: 'shop', own: true, reason: 'please', obstacle: null });
  expect(proposal?.diff.filter((line) => line.kind !== 'same').map((line) => line.text)).toEqual([
    'exceptions:',
    '  - { control: superuser-count, reason: x, approvedBy: ciso, expires: 2030-01-01 }',
  ]);
  expect(await listProposals(anna)).toHaveLength(1);
  expect(await listProposals(anna, organisation)).toEqual([]);
});
